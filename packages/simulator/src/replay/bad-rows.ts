import { InvalidValueError } from "@ven/core";
import { isReplayFormatError } from "./replay-format-error.ts";
import type { BadRowPolicy } from "./replay-options.ts";

/** Does what was chosen about rows that cannot be used, and counts those that are left out. */
export class BadRows {
  readonly isSkipping: boolean;
  #count = 0;

  /** @throws {InvalidValueError} if there is no such policy */
  constructor(policy: BadRowPolicy = "strict") {
    if (policy !== "strict" && policy !== "skip") {
      throw new InvalidValueError("onBadRow", policy, 'use "strict" or "skip"');
    }
    this.isSkipping = policy === "skip";
  }

  /** How many rows were left out. */
  get count(): number {
    return this.#count;
  }

  /** Leaves out a row, for a reason that was found by other means. */
  skip(): void {
    this.#count += 1;
  }

  /** Leaves out the row that an error is about. @throws the error, if the policy is strict */
  take(error: unknown): void {
    if (!this.isSkipping || !isReplayFormatError(error)) throw error;
    this.#count += 1;
  }
}
