/** What loads of one kind draw together. */
export interface PlottedKind {
  readonly kind: string;
  /** W, one for each instant of the plot. */
  readonly powerW: Float64Array;
  /** Over the whole plot, Wh; negative where it exports. */
  readonly energyWh: number;
}

/** A time during which loads were asked something. */
export interface PlottedSpan {
  readonly label: string;
  /** Epoch ms. */
  readonly fromMs: number;
  /** Epoch ms. */
  readonly toMs: number;
}

/** A day of a zone, as far as a plot needs to know. */
export interface PlotDay {
  /** Epoch s. */
  readonly startS: number;
  /** Epoch s. */
  readonly endS: number;
  /** 0 is Monday. */
  readonly weekday: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. */
  readonly dayOfMonth: number;
  /** @param wallS - seconds since midnight as a clock shows them. @returns epoch s */
  atWall(wallS: number): number;
}

/** Power of a fleet over time, ready to be drawn. */
export interface PowerPlot {
  readonly title: string;
  readonly subtitle: string;
  /** Epoch ms, ascending, `stepMs` apart. */
  readonly timestampMs: Float64Array;
  readonly stepMs: number;
  /** Most energy first. */
  readonly kinds: readonly PlottedKind[];
  /** What all would draw without the commands, W, one for each instant. */
  readonly counterfactualW?: Float64Array;
  readonly spans: readonly PlottedSpan[];
  /** The day of an instant, epoch s, in the zone that the plot is labelled in. */
  dayAt(atS: number): PlotDay;
}

/** What all kinds draw together, W. */
export function totalPower({ kinds, timestampMs }: PowerPlot): Float64Array {
  const total = new Float64Array(timestampMs.length);
  for (const { powerW } of kinds) {
    for (let step = 0; step < total.length; step += 1) {
      total[step] = (total[step] ?? 0) + (powerW[step] ?? 0);
    }
  }
  return total;
}
