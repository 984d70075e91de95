import { mixedWord } from "@ven/core";
import type { TraceEnergy } from "../trace/day-trace.ts";
import { DayHistory } from "./day-history.ts";
import type { FleetTruth } from "./fleet-truth.ts";
import { LatestTotals } from "./latest-totals.ts";

/** Tenths of a watt-second in a watt-hour. */
const DWS_PER_WH = 36_000;

/** What the display of a new meter may show already, kWh. */
const HIGHEST_START_KWH = 100_000;

/** Days that are kept of loads that are asked for what was: 16 bytes each. */
const MOST_HISTORY_DAYS = 1_000_000;

/** Never reuse a number. */
const STREAM = { importStart: 9_001 } as const;

/** What a meter's two registers show, Wh, whole; they only grow. */
export interface EnergyRegister {
  readonly importWh: number;
  readonly exportWh: number;
}

/**
 * Counts what every load has drawn since its meter was installed: exactly the integral of its power,
 * up to 250 GWh. For who asks in order it keeps one total a load; for who goes back, the totals of
 * days, of so many loads as fit.
 */
export class EnergyLedger {
  readonly #truth: FleetTruth;
  readonly #installedDay: number;
  readonly #latest: LatestTotals;
  readonly #history: DayHistory;
  #logVersion = 0;

  constructor(truth: FleetTruth, installedOn: string, mostHistoryDays: number = MOST_HISTORY_DAYS) {
    this.#truth = truth;
    this.#installedDay = Math.floor(Date.parse(installedOn) / 86_400_000);
    this.#latest = new LatestTotals(truth.fleet.loadCount);
    this.#history = new DayHistory(mostHistoryDays);
  }

  /** Days of loads that it keeps for who goes back. */
  get historyDays(): number {
    return this.#history.days;
  }

  /** The registers at an instant, epoch ms; as installed, if it is earlier. */
  at(load: number, atMs: number): EnergyRegister {
    const { importDws, exportDws } = this.sinceInstalled(load, atMs);
    return {
      importWh: this.startWh(load) + Math.floor(importDws / DWS_PER_WH),
      exportWh: Math.floor(exportDws / DWS_PER_WH),
    };
  }

  /** What a load's import register showed when it was installed, Wh. */
  startWh(load: number): number {
    const key = this.#truth.fleet.loadKey(load);
    return (mixedWord(key, STREAM.importStart, 0) % HIGHEST_START_KWH) * 1_000;
  }

  /** Energy since the meter was installed, tenths of a watt-second; what is begun of one is left out. */
  sinceInstalled(load: number, atMs: number): Readonly<TraceEnergy> {
    const atS = Math.floor(atMs / 1_000);
    const day = this.#truth.surroundings.calendar.dayAt(atS);
    if (day.index < this.#installedDay) return { importDws: 0, exportDws: 0 };
    const sum = this.#until(load, day.index - this.#installedDay);
    this.#truth.addEnergy(load, day, sum, atS);
    this.#addPartOfSecond(load, atMs, sum);
    return sum;
  }

  /** Energy of so many days from the installation on. */
  #until(load: number, days: number): TraceEnergy {
    this.#followLog();
    const sum = { importDws: 0, exportDws: 0 };
    const latestDays = this.#latest.read(load, sum);
    if (days < latestDays) {
      return this.#history.until(load, days, (day, total) => this.#addDay(load, day, total));
    }
    if (days === latestDays) return sum;
    for (let day = latestDays; day < days; day += 1) this.#addDay(load, day, sum);
    this.#latest.write(load, days, sum);
    return sum;
  }

  #addDay(load: number, day: number, sum: TraceEnergy): void {
    const { calendar } = this.#truth.surroundings;
    this.#truth.addEnergy(load, calendar.day(this.#installedDay + day), sum);
  }

  #addPartOfSecond(load: number, atMs: number, sum: TraceEnergy): void {
    const partMs = atMs - Math.floor(atMs / 1_000) * 1_000;
    if (partMs === 0) return;
    const power = this.#truth.powerAt(load, atMs);
    if (power > 0) sum.importDws += Math.floor((power * partMs) / 1_000);
    else if (power < 0) sum.exportDws += Math.floor((-power * partMs) / 1_000);
  }

  /** What was received changes only what comes after; days before it stay. */
  #followLog(): void {
    const { log, surroundings } = this.#truth;
    if (log.version === this.#logVersion) return;
    const firstMs = log.entries[this.#logVersion]?.receivedAtMs ?? 0;
    this.#logVersion = log.version;
    const firstDay = surroundings.calendar.dayAt(Math.floor(firstMs / 1_000)).index;
    const kept = Math.max(0, firstDay - this.#installedDay);
    this.#latest.forgetAfter(kept);
    this.#history.forgetAfter(kept);
  }
}
