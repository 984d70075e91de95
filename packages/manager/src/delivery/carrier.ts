import type { NamedLayout } from "@ven/core";
import type { RegisteredVen } from "../registered-ven.ts";
import type { FaultsOfNames } from "./fit-rows.ts";
import type { KeptReadings } from "./readings-bytes.ts";

/** What a call may be given. */
export interface CarryOptions {
  readonly signal?: AbortSignal;
}

/** One report that is to be sent: rows of the ticks of one VEN. */
export interface ReportPart {
  readonly reportName: string;
  readonly programId?: string;
  readonly eventId?: string;
  /** A slice of each entry that has rows in it, in their order. */
  readonly slices: readonly PartSlice[];
  readonly readingCount: number;
}

/** Rows of one entry. */
export interface PartSlice extends KeptReadings {
  /** Which entry of the shipment. */
  readonly entryIndex: number;
}

/** What became of one report. */
export type PartOutcome =
  | { readonly kind: "accepted" }
  | {
      /** The VTN may have it, or not. */
      readonly kind: "ambiguous";
      readonly reason: string;
      /** The VTN as a whole seems to be down. */
      readonly isVtnDown: boolean;
      readonly retryAfterMs?: number | undefined;
    }
  | {
      /** The VTN does not have it; it may take it later. */
      readonly kind: "postponed";
      readonly reason: string;
      /** What that says of the VTN as a whole, if anything. */
      readonly health?: "down" | "refusing";
      readonly retryAfterMs?: number | undefined;
    }
  | {
      /** The VTN does not know the VEN, or what the report quotes. */
      readonly kind: "unknownVen";
      readonly reason: string;
    }
  | {
      /** The VTN has something of this name. */
      readonly kind: "conflict";
      readonly reason: string;
    }
  | {
      /** Too many readings for this VTN. */
      readonly kind: "tooLarge";
      readonly reason: string;
    }
  | {
      /** The VTN will never take it. */
      readonly kind: "refused";
      readonly reason: string;
      /** Whether it was not even asked, as no report can be made of it. @defaultValue false */
      readonly isUnsent?: true;
    };

/** What became of parts that were looked for. */
export type LookOutcome =
  | {
      readonly kind: "looked";
      /** The names of those that the VTN has. */
      readonly found: ReadonlySet<string>;
      /** Whether the others are certainly not there. */
      readonly isComplete: boolean;
      readonly pageCount: number;
    }
  | { readonly kind: "notAllowed"; readonly reason: string }
  | {
      readonly kind: "failed";
      readonly reason: string;
      readonly health?: "down" | "refusing";
      readonly retryAfterMs?: number | undefined;
    };

/** How reports travel in one protocol. */
export interface Carrier<Ven extends RegisteredVen = RegisteredVen> {
  /** Most readings that a report of the protocol can hold. */
  readonly mostPerReport: number;
  /**
   * What reports are to quote now.
   *
   * @throws what the VTN says, if it must be asked and does not answer
   */
  quote(
    ven: Ven,
    options: CarryOptions,
  ): Promise<{ readonly programId?: string; readonly eventId?: string }>;
  /** Why no report of the protocol can name some loads of a layout; `undefined` if all can be named. */
  readonly faultsOfNames?: (layout: NamedLayout) => FaultsOfNames | undefined;
  /** Sends a report, once; throws nothing. */
  send(ven: Ven, part: ReportPart, options: CarryOptions): Promise<PartOutcome>;
  /** Looks which reports the VTN has; missing where the protocol has no way. Throws nothing. */
  look?(ven: Ven, parts: readonly ReportPart[], options: CarryOptions): Promise<LookOutcome>;
}
