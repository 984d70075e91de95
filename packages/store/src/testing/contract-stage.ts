import { strict as assert } from "node:assert";
import { ManualClock } from "@ven/core/testing";
import type { Outbox } from "../outbox/outbox.ts";
import type { OutboxOptions } from "../outbox/outbox-options.ts";
import { assertAddsUp } from "./outbox-assertions.ts";

/** Makes an empty outbox with the options given, on a file of its own if it has one. */
export type MakeOutbox = (options: OutboxOptions) => Outbox | Promise<Outbox>;

/**
 * Opens again what an outbox has kept, as after the end of the process: the old one is not used any
 * more. It may be closed first, or be left as a crash leaves it.
 */
export type ReopenOutbox = (outbox: Outbox, options: OutboxOptions) => Outbox | Promise<Outbox>;

/** Where the stage's clock begins. */
export const STAGE_START_MS: number = Date.UTC(2025, 0, 16, 14);

/** Where one case plays: a clock of its own, and the outboxes that it opens. */
export class ContractStage {
  readonly clock: ManualClock = new ManualClock(STAGE_START_MS);
  readonly #makeStore: MakeOutbox;
  readonly #reopen: ReopenOutbox | undefined;
  readonly #outboxes = new Set<Outbox>();

  constructor(makeStore: MakeOutbox, reopen: ReopenOutbox | undefined) {
    this.#makeStore = makeStore;
    this.#reopen = reopen;
  }

  get canReopen(): boolean {
    return this.#reopen !== undefined;
  }

  /** A stage of the same kind, with a clock of its own. */
  another(): ContractStage {
    return new ContractStage(this.#makeStore, this.#reopen);
  }

  /** An empty outbox. */
  async open(options: OutboxOptions = {}): Promise<Outbox> {
    const outbox = await this.#makeStore({ clock: this.clock, ...options });
    this.#outboxes.add(outbox);
    return outbox;
  }

  /** The same outbox after the end of the process. */
  async reopen(outbox: Outbox, options: OutboxOptions = {}): Promise<Outbox> {
    assert.ok(this.#reopen, "this case needs `reopen`");
    this.#outboxes.delete(outbox);
    const reopened = await this.#reopen(outbox, { clock: this.clock, ...options });
    this.#outboxes.add(reopened);
    return reopened;
  }

  /** No longer looks after an outbox, as the case has closed it. */
  leave(outbox: Outbox): void {
    this.#outboxes.delete(outbox);
  }

  /** Checks that the books of every outbox balance. */
  async checkBooks(): Promise<void> {
    for (const outbox of this.#outboxes) await assertAddsUp(outbox);
  }

  /** Closes what is open. */
  async end(): Promise<void> {
    for (const outbox of this.#outboxes) await outbox.close();
    this.#outboxes.clear();
  }
}
