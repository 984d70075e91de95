import type { Clock } from "@ven/core";
import { ManualClock } from "@ven/core/testing";
import { type RunningMockVtn, startMockVtn } from "@ven/mock-vtn";
import { settleNetwork } from "./settle-network.ts";

/** A VTN and a clock that a case moves: hours pass in seconds, and every request has its instant. */
export class ManualWorld implements AsyncDisposable {
  /** Shows whole milliseconds, as the machine's does, whatever fraction somebody waits. */
  readonly clock: Clock;
  readonly running: RunningMockVtn;
  readonly #hand: ManualClock;

  private constructor(hand: ManualClock, clock: Clock, running: RunningMockVtn) {
    this.#hand = hand;
    this.clock = clock;
    this.running = running;
  }

  static async open(
    options: Omit<Parameters<typeof startMockVtn>[0] & object, "clock"> = {},
  ): Promise<ManualWorld> {
    const hand = new ManualClock();
    const clock: Clock = {
      now: () => Math.floor(hand.now()),
      monotonic: () => hand.monotonic(),
      after: (delayMs, callback) => hand.after(delayMs, callback),
    };
    return new ManualWorld(hand, clock, await startMockVtn({ ...options, clock }));
  }

  /** Lets time pass, in steps after each of which everything under way arrives. */
  async pass(durationMs: number, stepMs: number = durationMs): Promise<void> {
    for (let leftMs = durationMs; leftMs > 0; leftMs -= stepMs) {
      await settleNetwork(this.running.vtn);
      await this.#hand.advance(Math.min(stepMs, leftMs));
    }
    await settleNetwork(this.running.vtn);
  }

  /** Lets time pass until something is done. */
  async passUntil<Value>(task: Promise<Value>, stepMs: number): Promise<Value> {
    let isDone = false;
    const mark = () => {
      isDone = true;
    };
    task.then(mark, mark);
    await settleNetwork(this.running.vtn);
    while (!isDone) await this.pass(stepMs);
    return task;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.running.close();
  }
}
