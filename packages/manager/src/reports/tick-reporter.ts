import type { Clock } from "@ven/core";
import { atMost } from "../delivery/at-most.ts";
import type { ReadingDelivery } from "../delivery/reading-delivery.ts";
import type { KeptReadings } from "../delivery/readings-bytes.ts";
import type { FleetMember } from "../fleet-member.ts";
import type { CallOptions } from "../profiles/profile.ts";
import { type CollectOptions, collectTick } from "./collect-tick.ts";
import { reportVens } from "./report-tick.ts";
import type { VenTickReport } from "./tick-report.ts";

/** What a {@link TickReporter} works with. */
export interface TickReporterOptions extends CollectOptions {
  readonly delivery: ReadingDelivery;
  readonly clock: Clock;
  /** How long a tick waits for the VTN's answers, ms. */
  readonly reportWaitMs: number;
}

/** Reads a fleet's meters, gives what they read to be delivered, and finds out how far that came. */
export class TickReporter {
  readonly #options: TickReporterOptions;

  constructor(options: TickReporterOptions) {
    this.#options = options;
  }

  /**
   * Reports the present instant of every VEN, in their order.
   *
   * @throws {StoreError} if the readings cannot be kept
   */
  async report(
    members: Iterable<FleetMember>,
    options: CallOptions,
  ): Promise<readonly VenTickReport[]> {
    const { delivery, clock, reportWaitMs, deadband, lastInstants } = this.#options;
    const collected = await collectTick(members, this.#options);
    const batches: KeptReadings[] = [];
    for (const { readings } of collected) if (readings !== undefined) batches.push(readings);
    const accepted = await delivery.accept(batches, { ...options, isTick: true });
    for (const { columns, rows } of batches) {
      lastInstants.remember(columns, rows);
      deadband?.remember(columns, rows);
    }
    for (const { release } of collected) release();
    const { watch } = accepted;
    await atMost(clock, reportWaitMs, watch.done, options.signal);
    watch.giveUp("the VTN has not answered yet");
    await delivery.desk.leave();
    return reportVens(collected, accepted);
  }
}
