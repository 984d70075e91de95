import type { Clock, Logger } from "@ven/core";
import type { Settlement, Shipment } from "@ven/store";
import { MANAGER_LOG } from "../manager-log.ts";
import type { RegisteredVen } from "../registered-ven.ts";
import type { Carrier, ReportPart } from "./carrier.ts";
import { type CarryContext, carryParts, type Found, lookForParts } from "./carry-shipment.ts";
import { cutShipment } from "./cut-shipment.ts";
import type { LayoutBook } from "./layout-book.ts";
import { type Looked, NameConflicts } from "./name-conflicts.ts";
import type { Pacer } from "./pacer.ts";
import type { Planned } from "./planner.ts";
import type { KeptReadings } from "./readings-bytes.ts";
import { readingsOfEntries } from "./readings-of-entry.ts";
import type { RetryTimes } from "./retry-times.ts";
import { type Scratch, ScratchPool } from "./scratch.ts";
import {
  type OnAmbiguous,
  type PartResult,
  type SettlementRules,
  settlementOf,
  settlementOfConflict,
} from "./settlement-of.ts";
import type { Settler } from "./settler.ts";
import { readNote, type ShipmentNote } from "./shipment-note.ts";
import { Strikes } from "./strikes.ts";
import type { VenDirectory } from "./ven-desk.ts";
import { tellVenFailure } from "./ven-failure.ts";
import type { VtnGate } from "./vtn-gate.ts";

/** What a {@link Courier} works with. */
export interface CourierOptions {
  readonly carrier: Carrier;
  readonly vens: VenDirectory;
  readonly layouts: LayoutBook;
  readonly gate: VtnGate;
  readonly pacer: Pacer;
  readonly retryTimes: RetryTimes;
  readonly settler: Settler;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly concurrency: number;
  readonly maxReadingsPerReport: number;
  readonly onAmbiguous: OnAmbiguous;
}

/** How many refusals in a row, with nothing accepted, make halving pointless. */
const MOST_REFUSALS = 24;

/** Takes one shipment to the VTN, and finds out what became of it. */
export class Courier {
  readonly #options: CourierOptions;
  /** What the VTN is known to take. */
  #perReport: number;
  #refusalsInARow = 0;
  readonly #strikes = new Strikes();
  readonly #conflicts: NameConflicts;
  readonly #scratches = new ScratchPool();

  constructor(options: CourierOptions) {
    this.#options = options;
    this.#conflicts = new NameConflicts({ ...options, strikes: this.#strikes });
    this.#perReport = Math.min(options.carrier.mostPerReport, options.maxReadingsPerReport);
  }

  /** Most readings in one report: lowered where the VTN answers 413. */
  get perReport(): number {
    return this.#perReport;
  }

  /**
   * Looks for the reports of a shipment, if it may have been sent before, and sends those that the VTN
   * does not have.
   */
  async carry(planned: Planned, signal: AbortSignal): Promise<Settlement> {
    const scratch = this.#scratches.borrow();
    const settlement = await this.#carry(planned, scratch, signal);
    // Where that failed, somebody may still be at it.
    this.#scratches.giveBack(scratch);
    return settlement;
  }

  async #carry(planned: Planned, scratch: Scratch, signal: AbortSignal): Promise<Settlement> {
    const { shipment, isInherited } = planned;
    const { shipmentId, attempts } = shipment;
    const { retryTimes } = this.#options;
    const entries = readingsOfEntries(shipment.entries, this.#options.layouts, scratch);
    if (entries === undefined) {
      return { shipmentId, kind: "dead", reason: "its bytes are none that this version can read" };
    }
    const note = readNote(shipment.note);
    // Without a name it was never sent: nothing is, before its note is written.
    if (note === undefined) {
      const retryAtMs = retryTimes.retryAtMs(attempts);
      return { shipmentId, kind: "postponed", retryAtMs, reason: "it was not sent yet" };
    }
    const ven = await this.#openVen(planned, signal);
    if ("reason" in ven) {
      const { reason, waitMs } = ven;
      const kind = isInherited ? "unknown" : "postponed";
      const retryAtMs =
        waitMs === undefined
          ? retryTimes.retryAtMs(attempts)
          : Math.ceil(retryTimes.nowMs() + waitMs);
      return { shipmentId, kind, retryAtMs, reason };
    }
    const parts = cutShipment(note, entries);
    if (!isInherited) return await this.#send({ planned, note, entries, ven, signal }, parts, []);
    return await this.#lookAndSend({ planned, note, entries, ven, signal }, parts);
  }

  async #lookAndSend(trip: Trip, parts: readonly ReportPart[]): Promise<Settlement> {
    const { planned, note, entries, ven } = trip;
    const { shipment } = planned;
    const { shipmentId } = shipment;
    const { retryTimes, logger, onAmbiguous } = this.#options;
    const looked: Found = await lookForParts(this.#context(trip), ven, shipment, parts);
    switch (looked.kind) {
      case "failed":
        // Looking is no attempt to send, so the wait does not grow: the gate's does.
        return {
          shipmentId,
          kind: "unknown",
          retryAtMs: retryTimes.retryAtMs(1),
          reason: looked.reason,
        };
      case "found": {
        if (note.isConflict !== true || looked.missing.length === 0) {
          return await this.#send(trip, looked.missing, looked.found);
        }
        return this.#settleConflict(trip, looked);
      }
      case "undecided": {
        const { found, missing, reason } = looked;
        logger.warn({ venId: ven.venId, reason, onAmbiguous }, MANAGER_LOG.undecided);
        if (onAmbiguous === "retry") {
          // Under the same name it would be refused for ever.
          if (note.isConflict === true) return this.#settleConflict(trip, looked);
          return await this.#send(trip, missing, found);
        }
        const outcome = { kind: "ambiguous", reason, isVtnDown: false } as const;
        const results = [...accepted(found), ...missing.map((part) => ({ part, outcome }))];
        return settlementOf(shipment, entries, results, {
          ...this.#rules(trip, []),
          canLook: false,
        });
      }
      default:
        return looked satisfies never;
    }
  }

  #settleConflict({ planned, note, entries }: Trip, looked: Looked): Settlement {
    const { shipment } = planned;
    const rules = this.#conflicts.rulesOf(shipment, note, looked);
    return settlementOfConflict(shipment, entries, looked, rules);
  }

  async #send(
    trip: Trip,
    parts: readonly ReportPart[],
    found: readonly ReportPart[],
  ): Promise<Settlement> {
    const { planned, entries, ven } = trip;
    const { vens, settler } = this.#options;
    const sent = await carryParts(this.#context(trip), ven, parts);
    let reportCount = 0;
    for (const { part, outcome } of sent) {
      if (outcome.kind !== "notTried") reportCount += 1;
      if (outcome.kind === "accepted") this.#refusalsInARow = 0;
      if (outcome.kind === "refused") this.#refusalsInARow += 1;
      if (outcome.kind === "unknownVen") vens.doubt(ven.venId, part.eventId);
      if (outcome.kind === "tooLarge") {
        this.#perReport = Math.max(1, Math.min(this.#perReport, part.readingCount >> 1));
      }
    }
    settler.noteReports(planned.shipment, reportCount);
    if (sent.every(({ outcome }) => outcome.kind === "accepted")) {
      this.#strikes.forget(keyOf(planned.shipment));
      return { shipmentId: planned.shipment.shipmentId, kind: "delivered" };
    }
    const results = [...accepted(found), ...sent];
    return settlementOf(planned.shipment, entries, results, this.#rules(trip, sent));
  }

  #context({ planned, signal }: Trip): CarryContext {
    const { carrier, gate, concurrency, pacer } = this.#options;
    return { carrier, gate, concurrency, pacer: planned.isBacklog ? pacer : undefined, signal };
  }

  #rules({ planned, note }: Trip, sent: readonly PartResult[]): SettlementRules {
    const { carrier, onAmbiguous, retryTimes, gate } = this.#options;
    const { attempts } = planned.shipment;
    const nowMs = retryTimes.nowMs();
    const isVtnDown = sent.some(
      ({ outcome }) => outcome.kind === "postponed" && outcome.health === "down",
    );
    const mayBisect = this.#refusalsInARow <= MOST_REFUSALS;
    let retryAfterMs = 0;
    for (const { outcome } of sent) {
      if ("retryAfterMs" in outcome)
        retryAfterMs = Math.max(retryAfterMs, outcome.retryAfterMs ?? 0);
    }
    return {
      canLook: carrier.look !== undefined,
      onAmbiguous,
      nowMs,
      // What the whole VTN is to blame for waits at its gate.
      retryAtMs:
        isVtnDown && gate.waitMs > 0
          ? nowMs
          : Math.max(nowMs + retryAfterMs, retryTimes.retryAtMs(attempts)),
      lookAtMs: retryTimes.lookAtMs(attempts, retryAfterMs),
      conflictNote: this.#conflicts.noteOf(note, sent),
      mayBisect,
      isForGood: this.#strike(planned.shipment, sent, mayBisect),
    };
  }

  /** Counts a refusal that may pass. Returns whether it is for good. */
  #strike(shipment: Shipment, sent: readonly PartResult[], mayBisect: boolean): boolean {
    const isStruck = sent.some(
      ({ part, outcome }) =>
        outcome.kind === "unknownVen" ||
        (outcome.kind === "refused" && part.readingCount > 1 && !mayBisect),
    );
    return isStruck && this.#strikes.add(keyOf(shipment));
  }

  async #openVen(
    { shipment, isInherited }: Planned,
    signal: AbortSignal,
  ): Promise<RegisteredVen | Closed> {
    const { gate, vens } = this.#options;
    const venId = shipment.entries[0]?.stream ?? "";
    // It may have been refused since the shipment was planned.
    const pause = isInherited ? gate.askPauseOf(venId) : gate.pauseOf(venId);
    if (pause !== undefined) return pause;
    try {
      return await vens.open(venId, { signal });
    } catch (error) {
      const reason = tellVenFailure(error, venId, this.#options);
      return { ...gate.askPauseOf(venId), reason };
    }
  }
}

/** Why a VEN cannot report, and for how long it is left alone, ms, if it is. */
interface Closed {
  readonly reason: string;
  readonly waitMs?: number;
}

/** What is known of a shipment on its way. */
interface Trip {
  readonly planned: Planned;
  readonly note: ShipmentNote;
  readonly entries: readonly KeptReadings[];
  readonly ven: RegisteredVen;
  readonly signal: AbortSignal;
}

function accepted(parts: readonly ReportPart[]): readonly PartResult[] {
  return parts.map((part) => ({ part, outcome: { kind: "accepted" } }));
}

function keyOf({ entries }: Shipment): string {
  return entries[0]?.key ?? "";
}
