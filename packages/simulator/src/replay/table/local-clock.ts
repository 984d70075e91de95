import { type UtcOffset, utcOffset } from "../../time/utc-offset.ts";

const DAY_MS = 86_400_000;

/** Turns what a clock on the wall of some zone showed into instants. */
export class LocalClock {
  readonly #offset: UtcOffset;
  #day: number = Number.NaN;
  #offsetsMs: readonly number[] = [];

  /** @throws {InvalidValueError} if there is no such zone */
  constructor(timeZone: string) {
    this.#offset = utcOffset("timeZone", timeZone);
  }

  /**
   * The instant at which the clock showed a local time. Of an hour that comes twice, the first
   * instant that is after the previous one.
   *
   * @param localMs - local time as if it were UTC, epoch ms
   * @param previousAtMs - instant of the row before, epoch ms
   * @returns epoch ms; `undefined` if the clock never showed it, because it was put forward
   */
  toInstant(localMs: number, previousAtMs: number | undefined): number | undefined {
    const instants = this.#offsetsNear(localMs)
      .map((offsetMs) => localMs - offsetMs)
      .filter((atMs, _, all) => all.length === 1 || atMs + this.#offset(atMs) === localMs)
      .sort((a, b) => a - b);
    return (
      instants.find((atMs) => atMs > (previousAtMs ?? Number.NEGATIVE_INFINITY)) ?? instants[0]
    );
  }

  /** The offsets that may hold on a local day: one, or two if the clock is changed around it. */
  #offsetsNear(localMs: number): readonly number[] {
    const day = Math.floor(localMs / DAY_MS);
    if (day !== this.#day) {
      const before = this.#offset((day - 1) * DAY_MS);
      const after = this.#offset((day + 2) * DAY_MS);
      this.#offsetsMs = before === after ? [before] : [before, after];
      this.#day = day;
    }
    return this.#offsetsMs;
  }
}
