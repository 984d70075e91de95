import type { SimulatedColumns } from "@ven/simulator";
import type { PlottedKind } from "../plot/power-plot.ts";

const HOUR_MS = 3_600_000;

/** Times that power is told apart in; more than a plot can show. */
const MOST_BINS = 4_096;

/** Adds up what a fleet draws, by kind of load and time, from readings that come in batches. */
export class PowerTotals {
  /** How long a bin is: as many steps as it takes for there not to be too many bins. */
  readonly binMs: number;
  readonly #stepMs: number;
  readonly #binSteps: number;
  /** Steps until the end; the last counts as much as there is of it. */
  readonly #span: number;
  readonly #kinds: readonly string[];
  readonly #kindOfLoad: Uint32Array;
  /** Sum of the readings of each bin, W, by kind; of a cut step as much as there is of it. */
  readonly #sumW: readonly Float64Array[];
  readonly #binAtMs: Float64Array;
  #seenSteps = 0;
  #missingCount = 0;
  #importWh = 0;
  #exportWh = 0;
  #peakW = Number.NEGATIVE_INFINITY;
  #peakAtMs = 0;

  /**
   * @param kindOfLoad - kind of each load, by its index in the fleet
   * @param spanMs - how long it is from the first instant to the end; the last step is cut there
   */
  constructor(kindOfLoad: readonly string[], spanMs: number, stepMs: number) {
    this.#stepMs = stepMs;
    this.#span = spanMs / stepMs;
    const stepCount = Math.ceil(this.#span);
    this.#binSteps = Math.ceil(stepCount / MOST_BINS);
    this.binMs = this.#binSteps * stepMs;
    this.#kinds = [...new Set(kindOfLoad)];
    const places = new Map(this.#kinds.map((kind, place) => [kind, place]));
    this.#kindOfLoad = Uint32Array.from(kindOfLoad, (kind) => places.get(kind) ?? 0);
    const binCount = Math.ceil(stepCount / this.#binSteps);
    this.#sumW = this.#kinds.map(() => new Float64Array(binCount));
    this.#binAtMs = new Float64Array(binCount);
  }

  add({ timestampMs, loads, powerW }: SimulatedColumns): void {
    const count = timestampMs.length;
    const stepHours = this.#stepMs / HOUR_MS;
    const weights = Float64Array.from(timestampMs, (_, step) =>
      Math.min(1, this.#span - (this.#seenSteps + step)),
    );
    const bins = Uint32Array.from(timestampMs, (_, step) =>
      Math.floor((this.#seenSteps + step) / this.#binSteps),
    );
    const total = new Float64Array(count);
    const nothing = new Float64Array(0);
    loads.forEach((load, row) => {
      const sums = this.#sumW[this.#kindOfLoad[load] ?? 0] ?? nothing;
      for (let step = 0; step < count; step += 1) {
        const power = powerW[row * count + step] ?? Number.NaN;
        if (Number.isNaN(power)) {
          this.#missingCount += 1;
          continue;
        }
        const bin = bins[step] ?? 0;
        const weight = weights[step] ?? 1;
        sums[bin] = (sums[bin] ?? 0) + power * weight;
        total[step] = (total[step] ?? 0) + power;
        if (power > 0) this.#importWh += power * weight * stepHours;
        else this.#exportWh -= power * weight * stepHours;
      }
    });
    timestampMs.forEach((atMs, step) => {
      const place = this.#seenSteps + step;
      if (place % this.#binSteps === 0) this.#binAtMs[place / this.#binSteps] = atMs;
      const totalW = total[step] ?? 0;
      if (totalW <= this.#peakW) return;
      this.#peakW = totalW;
      this.#peakAtMs = atMs;
    });
    this.#seenSteps += count;
  }

  /** Where each bin begins, epoch ms. */
  get binAtMs(): Float64Array {
    return this.#binAtMs;
  }

  get readingCount(): number {
    return this.#seenSteps * this.#kindOfLoad.length;
  }

  get missingCount(): number {
    return this.#missingCount;
  }

  /** Of all loads, Wh. */
  get importWh(): number {
    return this.#importWh;
  }

  /** Of all loads, Wh; 0 or more. */
  get exportWh(): number {
    return this.#exportWh;
  }

  /** The highest reading of all loads together, and the instant of the first such. */
  get peak(): { readonly powerW: number; readonly atMs: number } {
    return { powerW: this.#peakW, atMs: this.#peakAtMs };
  }

  /** What each kind of load draws on average in each bin; most energy first. */
  kinds(): readonly PlottedKind[] {
    const hours = this.#stepMs / HOUR_MS;
    return this.#kinds
      .map((kind, place): PlottedKind => {
        const sums = this.#sumW[place] ?? new Float64Array(0);
        const energyWh = sums.reduce((sum, power) => sum + power * hours, 0);
        return { kind, powerW: sums.map((sum, bin) => sum / this.#stepsOf(bin)), energyWh };
      })
      .sort((one, other) => Math.abs(other.energyWh) - Math.abs(one.energyWh));
  }

  /** The last bin may be shorter. */
  #stepsOf(bin: number): number {
    return Math.min(this.#binSteps, this.#span - bin * this.#binSteps);
  }
}
