/** From which charge on a battery takes less, and which share of its power it takes then. */
const TAPER = [
  { charge: 0.8, share: 0.85 },
  { charge: 0.85, share: 0.7 },
  { charge: 0.9, share: 0.5 },
  { charge: 0.95, share: 0.3 },
] as const;

/**
 * How fast one session charges: full power up to a charge of .8, then less by steps. Energy is that of the
 * grid since the session began, tenths of a watt-second ("Dws").
 */
export class ChargeCurve {
  /** Energy of the whole session. */
  readonly needDws: number;
  /** Up to which energy each step goes; the last ends with the session. */
  readonly #untilDws: readonly number[];
  /** Power of each step, tenths of W, whole. */
  readonly #powersDw: readonly number[];

  /**
   * @param fullDw - full power, tenths of W
   * @param startCharge - charge at the beginning, share of the battery
   * @param dwsPerCharge - energy of the grid that would fill an empty battery
   */
  constructor(fullDw: number, startCharge: number, dwsPerCharge: number, needDws: number) {
    this.needDws = needDws;
    const untilDws: number[] = [];
    const powersDw: number[] = [];
    let powerDw = fullDw;
    for (const { charge, share } of TAPER) {
      const until = Math.ceil((charge - startCharge) * dwsPerCharge);
      if (until >= needDws) break;
      untilDws.push(until);
      powersDw.push(powerDw);
      powerDw = Math.max(1, Math.round(fullDw * share));
    }
    this.#untilDws = [...untilDws, needDws];
    this.#powersDw = [...powersDw, powerDw];
  }

  /** Which step holds once an energy was taken. */
  stepAt(takenDws: number): number {
    let step = 0;
    while (step < this.#untilDws.length - 1 && takenDws >= (this.#untilDws[step] ?? 0)) step += 1;
    return step;
  }

  /** Up to which energy a step goes. */
  untilDws(step: number): number {
    return this.#untilDws[step] ?? this.needDws;
  }

  /** Most power of a step, tenths of W. */
  powerDw(step: number): number {
    return this.#powersDw[step] ?? 0;
  }

  /** How long the rest takes with all the power that the battery takes, s. */
  restS(takenDws: number): number {
    let seconds = 0;
    let taken = takenDws;
    for (let step = this.stepAt(taken); step < this.#untilDws.length; step += 1) {
      const until = this.untilDws(step);
      if (until <= taken) continue;
      seconds += Math.ceil((until - taken) / this.powerDw(step));
      taken = until;
    }
    return seconds;
  }
}
