import { createHash } from "node:crypto";
import { keyedRandom, textKey } from "@ven/core";
import type { FaultDelay } from "./fault.ts";
import type { AddedFault, FaultRule } from "./fault-rule.ts";
import type { RequestFacts } from "./request-facts.ts";
import { requestMatch } from "./request-match.ts";

/** The same for all rules: their seeds tell them apart. */
const RULE_KEY = textKey("fault rule");

/** Streams of random numbers: whether it strikes, and for how long. */
const CHANCE = 0;
const DELAY = 1;

/** How many tokens one rule tells apart. */
const REMEMBERED_TOKENS = 10_000;

/** A rule in force, with what it has met so far. */
export class ActiveRule implements AddedFault {
  readonly rule: FaultRule;
  matchedCount = 0;
  struckCount = 0;
  /** Chances are taken at tokens for `expiredToken`, at requests for the others. */
  #chanceCount = 0;
  #takenCount = 0;
  readonly #matches: (facts: RequestFacts) => boolean;
  readonly #uniform: (stream: number) => number;
  readonly #onRemove: () => void;
  /** Digests, so that no credential is kept; of each token whether it has expired. */
  readonly #tokens = new Map<string, boolean>();

  constructor(rule: FaultRule, onRemove: () => void) {
    this.rule = rule;
    this.#matches = requestMatch(rule);
    const random = keyedRandom(rule.seed ?? 0);
    this.#uniform = (stream) => random.uniform(RULE_KEY, stream, this.#chanceCount);
    this.#onRemove = onRemove;
  }

  /** Counts the request, and tells whether this rule strikes it. */
  strikes(facts: RequestFacts): boolean {
    if (!this.#matches(facts)) return false;
    this.matchedCount += 1;
    const isStruck =
      this.rule.fault.kind === "expiredToken" ? this.#isExpired(facts) : this.#takeChance();
    if (isStruck) this.struckCount += 1;
    return isStruck;
  }

  /** How long the wait is that {@link strikes} has just decided on, ms. */
  delayMs(delay: FaultDelay): number {
    if (typeof delay === "number") return delay;
    return Math.round(delay.minMs + this.#uniform(DELAY) * (delay.maxMs - delay.minMs));
  }

  remove(): void {
    this.#onRemove();
  }

  [Symbol.dispose](): void {
    this.#onRemove();
  }

  #takeChance(): boolean {
    const { fromNth = 1, times = Number.POSITIVE_INFINITY, probability = 1 } = this.rule;
    this.#chanceCount += 1;
    if (this.#chanceCount < fromNth || this.#takenCount >= times) return false;
    if (this.#uniform(CHANCE) >= probability) return false;
    this.#takenCount += 1;
    return true;
  }

  #remember(digest: string, isExpired: boolean): void {
    if (this.#tokens.size >= REMEMBERED_TOKENS) {
      const [oldest = ""] = this.#tokens.keys();
      this.#tokens.delete(oldest);
    }
    this.#tokens.set(digest, isExpired);
  }

  #isExpired({ authorization }: RequestFacts): boolean {
    if (!authorization || !/^bearer /i.test(authorization)) return false;
    const digest = createHash("sha256").update(authorization.slice(7)).digest("base64");
    let isExpired = this.#tokens.get(digest);
    if (isExpired === undefined) {
      isExpired = this.#takeChance();
      this.#remember(digest, isExpired);
    }
    return isExpired;
  }
}
