import { InvalidValueError } from "@ven/core";
import type { CheckAim } from "../demand-response/command-log.ts";
import { type CommandedLoad, isAmong } from "../demand-response/command-window.ts";
import { type CheckedFault, checkedFault, type Fault } from "./fault.ts";

/** A fault that came or went, and when. */
export type FaultLogEntry =
  | {
      readonly kind: "inject";
      readonly fault: Fault;
      /** Epoch ms; left out if it was known from the beginning. */
      readonly atMs?: number | undefined;
    }
  | {
      readonly kind: "remove";
      /** Position in the log of the fault's entry. */
      readonly injection: number;
      /** Epoch ms. */
      readonly atMs: number;
    };

/** A fault as one meter meets it. */
export interface FaultSpan {
  readonly fault: CheckedFault;
  /** Epoch ms; may be minus infinity. */
  readonly fromMs: number;
  /** Epoch ms; infinite while it has no end. */
  readonly toMs: number;
}

const NONE: readonly FaultSpan[] = [];

/**
 * All faults that a fleet's meters ever had, in the order in which they came and went. Only grows, and
 * an entry changes nothing before its time; so readings that were given out stay as they were.
 */
export class FaultLog {
  readonly #entries: FaultLogEntry[] = [];
  /** By position of the entry in the log. */
  readonly #spans = new Map<number, FaultSpan>();
  readonly #checkAim: CheckAim;

  /** @param checkAim - refuses targets that the fleet has not */
  constructor(checkAim: CheckAim) {
    this.#checkAim = checkAim;
  }

  get entries(): readonly FaultLogEntry[] {
    return this.#entries;
  }

  get isEmpty(): boolean {
    return this.#spans.size === 0;
  }

  /** The time of the last entry that has one, epoch ms; minus infinity if none has. */
  get lastAtMs(): number {
    return (
      this.#entries.findLast(({ atMs }) => atMs !== undefined)?.atMs ?? Number.NEGATIVE_INFINITY
    );
  }

  /**
   * Takes an entry.
   *
   * @returns its position in the log
   * @throws {InvalidValueError} if a fault breaks a rule, if its targets or what is removed are not
   * there, or if the entry is earlier than the last one; then nothing happened
   */
  add(entry: FaultLogEntry): number {
    const { atMs } = entry;
    if (atMs !== undefined && !(Number.isFinite(atMs) && atMs >= this.lastAtMs)) {
      const rule = `give epoch ms, not before ${this.lastAtMs}, when the last one came or went`;
      throw new InvalidValueError("fault atMs", atMs, rule);
    }
    if (entry.kind === "remove") {
      this.#remove(entry.injection, entry.atMs);
      return this.#entries.push(entry) - 1;
    }
    const fault = this.#inject(entry.fault, atMs);
    return this.#entries.push({ ...entry, fault }) - 1;
  }

  /** Whether a fault that was injected has not been removed. */
  isActive(injection: number): boolean {
    return !this.#entries.some((entry) => entry.kind === "remove" && entry.injection === injection);
  }

  /**
   * What a meter suffers from at any time from `fromMs` until before `toMs`, in the order of the log.
   *
   * @param load - who it is; asked for only where it matters
   */
  spans(load: () => CommandedLoad, fromMs: number, toMs: number): readonly FaultSpan[] {
    if (this.#spans.size === 0) return NONE;
    const found: FaultSpan[] = [];
    let identity: CommandedLoad | undefined;
    for (const span of this.#spans.values()) {
      if (span.toMs <= fromMs || span.fromMs >= toMs) continue;
      const { targets } = span.fault;
      if (targets !== undefined) {
        identity ??= load();
        if (!isAmong(identity, targets)) continue;
      }
      found.push(span);
    }
    return found.length === 0 ? NONE : found;
  }

  #inject(input: Fault, atMs = Number.NEGATIVE_INFINITY): CheckedFault {
    const fault = checkedFault(input);
    this.#checkAim(fault.targets, "fault.targets");
    const fromMs = Math.max(atMs, fault.startMs ?? Number.NEGATIVE_INFINITY);
    if (!Number.isFinite(fromMs) && (fault.kind === "stuck" || fault.kind === "rollback")) {
      const rule = `say when it begins: ${fault.kind} is about what was shown then`;
      throw new InvalidValueError("fault.startMs", undefined, rule);
    }
    const toMs = Math.max(fromMs, fault.endMs ?? Number.POSITIVE_INFINITY);
    this.#spans.set(this.#entries.length, { fault, fromMs, toMs });
    return fault;
  }

  #remove(injection: number, atMs: number): void {
    const span = this.#spans.get(injection);
    if (span === undefined || !this.isActive(injection)) {
      const rule = "give the position of an entry that injects a fault and was not removed yet";
      throw new InvalidValueError("fault injection", injection, rule);
    }
    const toMs = Math.max(span.fromMs, Math.min(span.toMs, atMs));
    this.#spans.set(injection, { ...span, toMs });
  }
}
