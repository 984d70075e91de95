import type { OutboxState } from "../../outbox/outbox.ts";
import type { NewOutboxEntry } from "../../outbox/outbox-entry.ts";
import type { OutboxSink } from "../../outbox/outbox-options.ts";
import type { Settlement, ShipmentPart } from "../../outbox/shipment.ts";

/** What a sink wants of an entry, in the model. */
export interface ModelClaim {
  state: OutboxState;
  attempts: number;
  retryAtMs: number;
}

/** An entry of the model; the outbox says what its id is. */
export interface ModelEntry {
  readonly entry: NewOutboxEntry;
  readonly claims: Map<string, ModelClaim>;
  entryId: number | undefined;
}

/** A shipment of the model. */
export interface ModelShipment {
  readonly shipmentId: number;
  readonly sink: string;
  readonly entries: readonly ModelEntry[];
  readonly attempts: number;
  note: string;
  /** When it is to be looked for; `undefined` while it is under way. */
  lookAtMs: number | undefined;
}

/** Sums of one sink in the model. */
export interface ModelSums {
  accepted: number;
  delivered: number;
  dropped: number;
  expired: number;
}

/** The simplest outbox that keeps the contract: lists that are searched from end to end. */
export class OutboxModel {
  readonly sinks: readonly OutboxSink[];
  readonly #maxAgeMs: number;
  readonly sums: ReadonlyMap<string, ModelSums>;
  entries: ModelEntry[] = [];
  shipments: ModelShipment[] = [];
  /** Shipments that are not intended any more. */
  readonly ended: ModelShipment[] = [];
  duplicateCount = 0;
  readonly #lastKeys = new Map<string, string>();

  constructor(sinks: readonly OutboxSink[], maxAgeMs: number) {
    this.sinks = sinks;
    this.#maxAgeMs = maxAgeMs;
    this.sums = new Map(
      sinks.map(({ name }) => [name, { accepted: 0, delivered: 0, dropped: 0, expired: 0 }]),
    );
  }

  append(entry: NewOutboxEntry, nowAtMs: number): boolean {
    const waits = this.entries.some((other) => other.entry.key === entry.key);
    if (waits || this.#lastKeys.get(entry.stream) === entry.key) {
      this.duplicateCount += entry.count;
      return false;
    }
    this.#lastKeys.set(entry.stream, entry.key);
    const added = this.#add(entry);
    for (const { name, after } of this.sinks) {
      if (after === undefined) this.#accept(added, name, nowAtMs);
    }
    return true;
  }

  /** Entries of a sink in a state, in the order of their ids. */
  inState(sink: string, state: OutboxState): readonly ModelEntry[] {
    return this.entries
      .filter(({ claims }) => claims.get(sink)?.state === state)
      .toSorted((a, b) => (a.entryId ?? 0) - (b.entryId ?? 0));
  }

  /** Pending entries whose time has come. */
  ready(sink: string, nowAtMs: number): readonly ModelEntry[] {
    return this.inState(sink, "pending").filter(
      ({ claims }) => (claims.get(sink)?.retryAtMs ?? 0) <= nowAtMs,
    );
  }

  intend(sink: string, entries: readonly ModelEntry[], note: string): ModelShipment {
    let attempts = 0;
    for (const { claims } of entries) {
      const claim = claims.get(sink);
      if (claim === undefined) continue;
      claim.state = "intent";
      claim.attempts += 1;
      attempts = Math.max(attempts, claim.attempts);
    }
    const shipmentId = entries[0]?.entryId ?? 0;
    const shipment = { shipmentId, sink, entries, attempts, note, lookAtMs: undefined };
    this.shipments.push(shipment);
    return shipment;
  }

  settle(shipment: ModelShipment, settlement: Settlement, nowAtMs: number): void {
    switch (settlement.kind) {
      case "delivered":
        this.#deliver(shipment, nowAtMs);
        break;
      case "dropped":
        for (const entry of this.#end(shipment)) this.dropClaim(entry, shipment.sink);
        break;
      case "dead":
        this.#putBack(shipment, "dead", nowAtMs);
        break;
      case "postponed":
        this.#putBack(shipment, "pending", settlement.retryAtMs);
        break;
      case "replaced":
        this.#replace(shipment, settlement.parts, nowAtMs);
        break;
      case "unknown":
        shipment.lookAtMs = settlement.retryAtMs;
        shipment.note = settlement.note ?? shipment.note;
        break;
      default:
        settlement satisfies never;
    }
    this.#forget();
  }

  #deliver(shipment: ModelShipment, nowAtMs: number): void {
    for (const entry of this.#end(shipment)) {
      this.#sumsOf(shipment.sink).delivered += entry.entry.count;
      entry.claims.delete(shipment.sink);
      this.#follow(entry, shipment.sink, nowAtMs);
    }
  }

  /** Makes a shipment pending again, or dead. */
  #putBack(shipment: ModelShipment, state: "pending" | "dead", retryAtMs: number): void {
    for (const { claims } of this.#end(shipment)) {
      const attempts = claims.get(shipment.sink)?.attempts ?? 0;
      claims.set(shipment.sink, { state, attempts, retryAtMs });
    }
  }

  #replace(shipment: ModelShipment, parts: readonly ShipmentPart[], nowAtMs: number): void {
    const { sink, attempts } = shipment;
    for (const { claims } of this.#end(shipment)) claims.delete(sink);
    for (const part of parts) {
      if (part.state === "dropped") {
        this.#sumsOf(sink).dropped += part.count;
        continue;
      }
      const entry = this.#add(part.entry);
      if (part.state === "delivered") {
        this.#sumsOf(sink).delivered += part.entry.count;
        this.#follow(entry, sink, nowAtMs);
        continue;
      }
      const retryAtMs = part.state === "pending" ? part.retryAtMs : nowAtMs;
      entry.claims.set(sink, { state: part.state, attempts, retryAtMs });
    }
  }

  dropClaim(entry: ModelEntry, sink: string): void {
    this.#sumsOf(sink).dropped += entry.entry.count;
    entry.claims.delete(sink);
    this.#forget();
  }

  /** Nobody knows the fate of what was under way when the process ended. */
  crash(nowAtMs: number): void {
    for (const shipment of this.shipments) shipment.lookAtMs ??= nowAtMs;
  }

  expire(nowAtMs: number): void {
    for (const { entry, claims } of this.entries) {
      if (nowAtMs - entry.atMs <= this.#maxAgeMs) continue;
      for (const [sink, { state }] of [...claims]) {
        if (state === "intent") continue;
        this.#sumsOf(sink).expired += entry.count;
        claims.delete(sink);
      }
    }
    this.#forget();
  }

  #add(entry: NewOutboxEntry): ModelEntry {
    const added = { entry, claims: new Map<string, ModelClaim>(), entryId: undefined };
    this.entries.push(added);
    return added;
  }

  #accept(entry: ModelEntry, sink: string, nowAtMs: number): void {
    this.#sumsOf(sink).accepted += entry.entry.count;
    entry.claims.set(sink, { state: "pending", attempts: 0, retryAtMs: nowAtMs });
  }

  #follow(entry: ModelEntry, leader: string, nowAtMs: number): void {
    for (const { name, after } of this.sinks) {
      if (after === leader) this.#accept(entry, name, nowAtMs);
    }
  }

  #end(shipment: ModelShipment): readonly ModelEntry[] {
    this.shipments = this.shipments.filter((other) => other !== shipment);
    this.ended.push(shipment);
    return shipment.entries;
  }

  #forget(): void {
    this.entries = this.entries.filter(({ claims }) => claims.size > 0);
  }

  #sumsOf(sink: string): ModelSums {
    const sums = this.sums.get(sink);
    if (sums === undefined) throw new Error(`the model has no sink ${sink}`);
    return sums;
  }
}
