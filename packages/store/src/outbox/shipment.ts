import type { NewOutboxEntry, OutboxEntry } from "./outbox-entry.ts";

/** Entries that travel together, and what was written down of them before they were sent. */
export interface Shipment {
  /** The `entryId` of its first entry. */
  readonly shipmentId: number;
  readonly sink: string;
  /** All of one stream, in the order in which they were given. */
  readonly entries: readonly OutboxEntry[];
  /** What the sender must know to look for it later, such as a report's name; at most 4,096 characters. */
  readonly note: string;
  /** How often it was about to be sent, this time included. */
  readonly attempts: number;
}

/** What is about to be sent. */
export interface IntendedShipment {
  /** Entries of one stream that are pending; they become one shipment. */
  readonly entryIds: readonly number[];
  readonly note: string;
}

/** What became of a shipment that was intended. */
export type Settlement = { readonly shipmentId: number } & (
  | {
      /** The sink has all of it. */
      readonly kind: "delivered";
    }
  | {
      /** The sink has none of it: its entries are pending again. */
      readonly kind: "postponed";
      /** When it may be sent again, epoch ms. */
      readonly retryAtMs: number;
      readonly reason: string;
    }
  | {
      /** Nobody knows whether the sink has it: it stays intended, and is to be looked for. */
      readonly kind: "unknown";
      /** When to look, epoch ms. */
      readonly retryAtMs: number;
      readonly reason: string;
      /** Takes the place of the note. */
      readonly note?: string;
    }
  | {
      /** The sink will never take it: it is kept as a dead letter. */
      readonly kind: "dead";
      readonly reason: string;
    }
  | {
      /** It is given up, and counted as dropped. */
      readonly kind: "dropped";
      readonly reason: string;
    }
  | {
      /** Its parts fared differently: they take the place of its entries, for this sink. */
      readonly kind: "replaced";
      /** Together they count as many readings as the shipment; they have been tried as often as it. */
      readonly parts: readonly ShipmentPart[];
    }
);

/** A part of a shipment, and what became of it. */
export type ShipmentPart =
  | {
      readonly state: "pending";
      readonly entry: NewOutboxEntry;
      /** When it may be sent again, epoch ms. */
      readonly retryAtMs: number;
      readonly reason?: string;
    }
  | { readonly state: "dead"; readonly entry: NewOutboxEntry; readonly reason: string }
  | {
      readonly state: "delivered";
      /** Kept where another sink follows this one. */
      readonly entry: NewOutboxEntry;
    }
  | { readonly state: "dropped"; readonly count: number; readonly reason: string };
