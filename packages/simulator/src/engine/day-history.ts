import type { TraceEnergy } from "../trace/day-trace.ts";

/** Totals of a load at the end of each day, from its first. */
interface LoadHistory {
  readonly importDws: number[];
  readonly exportDws: number[];
}

/** The totals of all days of the loads that were asked for last, within a bound. */
export class DayHistory {
  readonly #mostDays: number;
  /** Least recently asked first. */
  readonly #loads = new Map<number, LoadHistory>();
  #days = 0;

  constructor(mostDays: number) {
    this.#mostDays = mostDays;
  }

  /** How many days of loads are kept. */
  get days(): number {
    return this.#days;
  }

  /**
   * The total of a load's first days.
   *
   * @param addDay - adds the energy of one more day, counted from 0
   */
  until(
    load: number,
    days: number,
    addDay: (day: number, total: TraceEnergy) => void,
  ): TraceEnergy {
    const { importDws, exportDws } = this.#touched(load);
    const total = { importDws: importDws.at(-1) ?? 0, exportDws: exportDws.at(-1) ?? 0 };
    for (let day = importDws.length; day < days; day += 1) {
      addDay(day, total);
      importDws.push(total.importDws);
      exportDws.push(total.exportDws);
      this.#days += 1;
    }
    const found = { importDws: importDws[days - 1] ?? 0, exportDws: exportDws[days - 1] ?? 0 };
    this.#makeRoom();
    return found;
  }

  /** Forgets totals of more days than this. */
  forgetAfter(days: number): void {
    for (const { importDws, exportDws } of this.#loads.values()) {
      if (importDws.length <= days) continue;
      this.#days -= importDws.length - days;
      importDws.length = days;
      exportDws.length = days;
    }
  }

  #touched(load: number): LoadHistory {
    const history = this.#loads.get(load) ?? { importDws: [], exportDws: [] };
    this.#loads.delete(load);
    this.#loads.set(load, history);
    return history;
  }

  #makeRoom(): void {
    for (const [load, { importDws }] of this.#loads) {
      if (this.#days <= this.#mostDays) return;
      this.#loads.delete(load);
      this.#days -= importDws.length;
    }
  }
}
