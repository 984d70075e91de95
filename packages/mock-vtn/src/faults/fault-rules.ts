import { ActiveRule } from "./active-rule.ts";
import { checkFaultRule } from "./check-fault-rule.ts";
import type { AddedFault, FaultRule } from "./fault-rule.ts";
import type { RequestFacts } from "./request-facts.ts";
import type { Strike } from "./strike.ts";

/** The faults of a mock VTN. */
export interface MockVtnFaults {
  /** The rules in force, in the order in which they are tried. */
  readonly added: readonly AddedFault[];
  /** How many requests met a fault, of these rules and of those that ended since. */
  readonly struckCount: number;
  /**
   * Puts a rule in force, after those that are. Rules are tried in order: latencies add up, and the
   * first other fault that strikes ends the search.
   *
   * @throws {InvalidValueError} that names the setting which is wrong
   */
  add(rule: FaultRule): AddedFault;
  /** Ends all rules. */
  clear(): void;
}

/** Tries each request against the rules in force. */
export class FaultRules implements MockVtnFaults {
  readonly #first: readonly FaultRule[];
  readonly #rules = new Set<ActiveRule>();
  #struckCount = 0;

  /**
   * @param first - in force from the start
   * @throws {InvalidValueError} if a rule is wrong
   */
  constructor(first: readonly FaultRule[] = []) {
    this.#first = first;
    this.reset();
  }

  get added(): readonly AddedFault[] {
    return [...this.#rules];
  }

  get struckCount(): number {
    return this.#struckCount;
  }

  /** Whether no rule is in force, so that there is nothing to find out about a request. */
  get isEmpty(): boolean {
    return this.#rules.size === 0;
  }

  add(rule: FaultRule): AddedFault {
    checkFaultRule(rule);
    const active = new ActiveRule(rule, () => this.#rules.delete(active));
    this.#rules.add(active);
    return active;
  }

  clear(): void {
    this.#rules.clear();
  }

  /** Puts the rules of the start in force, as if nothing had happened. */
  reset(): void {
    this.#rules.clear();
    this.#struckCount = 0;
    for (const rule of this.#first) this.add(rule);
  }

  /** What this request meets, if anything. */
  strike(facts: RequestFacts): Strike | undefined {
    const delays: Strike["delays"][number][] = [];
    for (const rule of this.#rules) {
      if (!rule.strikes(facts)) continue;
      const { fault } = rule.rule;
      if (fault.kind !== "latency") return this.#count({ delays, fault });
      delays.push({ delayMs: rule.delayMs(fault.delayMs), when: fault.when ?? "beforeStoring" });
    }
    return delays.length === 0 ? undefined : this.#count({ delays, fault: undefined });
  }

  #count(strike: Strike): Strike {
    this.#struckCount += 1;
    return strike;
  }
}
