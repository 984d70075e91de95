import type { Shipment } from "@ven/store";
import type { Found } from "./carry-shipment.ts";
import type { RetryTimes } from "./retry-times.ts";
import type { PartResult, SettlementRules } from "./settlement-of.ts";
import { type ShipmentNote, writeNote } from "./shipment-note.ts";
import type { Strikes } from "./strikes.ts";
import type { VtnGate } from "./vtn-gate.ts";

/** What {@link NameConflicts} go by. */
export interface NameConflictsOptions {
  readonly gate: VtnGate;
  readonly retryTimes: RetryTimes;
  readonly strikes: Strikes;
}

/** A look that did not fail. */
export type Looked = Exclude<Found, { readonly kind: "failed" }>;

/** What decides about a shipment that was refused for its name. */
type ConflictRules = Pick<SettlementRules, "retryAtMs" | "isForGood"> & {
  readonly reason: string;
};

/** Longest reasons that are kept, characters: of the refusal, and with what the look said. */
const LONGEST_REFUSAL = 500;
const LONGEST_REASON = 1_000;

/** Decides about reports that the VTN refuses for their names, and that it does not show. */
export class NameConflicts {
  readonly #options: NameConflictsOptions;

  constructor(options: NameConflictsOptions) {
    this.#options = options;
  }

  /** The note of a shipment once its name was refused. */
  noteOf(note: ShipmentNote, sent: readonly PartResult[]): string {
    const [conflictReason] = sent.flatMap(({ outcome }) =>
      outcome.kind === "conflict" ? [outcome.reason.slice(0, LONGEST_REFUSAL)] : [],
    );
    return writeNote({
      ...note,
      isConflict: true,
      ...(conflictReason === undefined ? {} : { conflictReason }),
    });
  }

  /**
   * The name is another's, as far as can be seen: another name is tried soon, then less and less, until
   * it is for good. While the VTN takes nothing at all, that is not the shipment's fault.
   */
  rulesOf(
    { entries: [first] }: Shipment,
    { conflictReason = "refused for its name" }: ShipmentNote,
    looked: Looked,
  ): ConflictRules {
    const { gate, retryTimes, strikes } = this.#options;
    const { stream: venId = "", key = "" } = first ?? {};
    const seen =
      looked.kind === "found"
        ? "the VTN has no report of that name that is ours"
        : `whether it has it cannot be seen: ${looked.reason}`;
    const reason = `${conflictReason}; ${seen}`.slice(0, LONGEST_REASON);
    const isOfAll = gate.refuseName(venId, reason);
    const isForGood = !isOfAll && strikes.add(key);
    const { waitMs = 0 } = gate.pauseOf(venId) ?? {};
    const retryAtMs = Math.max(
      Math.ceil(retryTimes.nowMs() + waitMs),
      retryTimes.retryAtMs(Math.max(1, 2 * strikes.countOf(key) - 1)),
    );
    return { reason, retryAtMs, isForGood };
  }
}
