import type { SimulatedColumns, Simulator } from "@ven/simulator";
import { kindsOfLoads } from "./kinds-of-loads.ts";
import { PowerTotals } from "./power-totals.ts";
import type { SimulatedRange } from "./simulated-range.ts";

/** Readings that are in memory at once, about: 2 MB of power. */
const BATCH_READINGS = 262_144;

/** What of a fleet is simulated. */
export interface SimulationOptions extends SimulatedRange {
  readonly power: "mean" | "instant";
}

/** One pass over the readings of a fleet. */
export class Simulation {
  readonly totals: PowerTotals;
  /** How many readings there are. */
  readonly readingCount: number;
  readonly #simulator: Simulator;
  readonly #options: SimulationOptions;

  constructor(simulator: Simulator, options: SimulationOptions) {
    const { fromMs, toMs, stepMs } = options;
    const spanMs = toMs - fromMs;
    const stepCount = Math.ceil(spanMs / stepMs);
    this.#simulator = simulator;
    this.#options = options;
    this.readingCount = stepCount * simulator.loadCount;
    this.totals = new PowerTotals(kindsOfLoads(simulator.fleet), spanMs, stepMs);
  }

  /** The readings, batch by batch; what went by is in `totals`. The last step is cut at the end. */
  *batches(): Generator<SimulatedColumns, void, undefined> {
    const { fromMs, toMs, stepMs, power } = this.#options;
    const steps = Math.max(1, Math.floor(BATCH_READINGS / this.#simulator.loadCount));
    const cutMs = toMs - ((toMs - fromMs) % stepMs);
    const ranges = [
      { fromMs, toMs: cutMs, stepMs, power },
      { fromMs: cutMs, toMs, stepMs: toMs - cutMs, power },
    ];
    for (const range of ranges) {
      if (range.fromMs === range.toMs) continue;
      for (const batch of this.#simulator.stream(range, steps)) {
        this.totals.add(batch);
        yield batch;
      }
    }
  }
}
