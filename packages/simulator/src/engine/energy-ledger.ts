import { mixedWord } from "@ven/core";
import type { TraceEnergy } from "../trace/day-trace.ts";
import type { FleetTruth } from "./fleet-truth.ts";

/** Tenths of a watt-second in a watt-hour. */
const DWS_PER_WH = 36_000;

/** Loads whose days are kept: 16 bytes per load and day. */
const MOST_LOADS = 2_000;

/** What the display of a new meter may show already, kWh. */
const HIGHEST_START_KWH = 100_000;

/** Never reuse a number. */
const STREAM = { importStart: 9_001 } as const;

/** What a meter's two registers show, Wh, whole; they only grow. */
export interface EnergyRegister {
  readonly importWh: number;
  readonly exportWh: number;
}

/** Energy of a load from its installation until the end of each day, tenths of a watt-second. */
interface LoadDays {
  readonly importDws: number[];
  readonly exportDws: number[];
}

/** Counts what every load has drawn since its meter was installed: exactly the integral of its power. */
export class EnergyLedger {
  readonly #truth: FleetTruth;
  readonly #installedDay: number;
  readonly #days = new Map<number, LoadDays>();
  #logVersion = 0;

  constructor(truth: FleetTruth, installedOn: string) {
    this.#truth = truth;
    this.#installedDay = Math.floor(Date.parse(installedOn) / 86_400_000);
  }

  /** The registers at an instant, epoch ms; as installed, if it is earlier. */
  at(load: number, atMs: number): EnergyRegister {
    const { fleet } = this.#truth;
    const key = { high: fleet.keys.load[2 * load] ?? 0, low: fleet.keys.load[2 * load + 1] ?? 0 };
    const { importDws, exportDws } = this.sinceInstalled(load, atMs);
    const startWh = (mixedWord(key, STREAM.importStart, 0) % HIGHEST_START_KWH) * 1_000;
    return {
      importWh: startWh + Math.floor(importDws / DWS_PER_WH),
      exportWh: Math.floor(exportDws / DWS_PER_WH),
    };
  }

  /** Energy since the meter was installed, tenths of a watt-second. */
  sinceInstalled(load: number, atMs: number): TraceEnergy {
    const { calendar } = this.#truth.surroundings;
    const atS = atMs / 1_000;
    const day = calendar.dayAt(Math.floor(atS));
    const sum = { importDws: 0, exportDws: 0 };
    if (day.index < this.#installedDay) return sum;
    const days = this.#daysUntil(load, day.index);
    const before = day.index - this.#installedDay - 1;
    sum.importDws = days.importDws[before] ?? 0;
    sum.exportDws = days.exportDws[before] ?? 0;
    this.#truth.addEnergy(load, day.startS, atS, sum);
    return sum;
  }

  #daysUntil(load: number, dayIndex: number): LoadDays {
    this.#followLog();
    const days = this.#days.get(load) ?? { importDws: [], exportDws: [] };
    this.#days.delete(load);
    this.#days.set(load, days);
    if (this.#days.size > MOST_LOADS) {
      for (const oldest of this.#days.keys()) {
        this.#days.delete(oldest);
        break;
      }
    }
    const { calendar } = this.#truth.surroundings;
    const sum = {
      importDws: days.importDws.at(-1) ?? 0,
      exportDws: days.exportDws.at(-1) ?? 0,
    };
    for (let known = days.importDws.length; known < dayIndex - this.#installedDay; known += 1) {
      const day = calendar.day(this.#installedDay + known);
      this.#truth.addEnergy(load, day.startS, day.endS, sum);
      days.importDws.push(sum.importDws);
      days.exportDws.push(sum.exportDws);
    }
    return days;
  }

  /** What was received changes only what comes after; days before it stay. */
  #followLog(): void {
    const { log, surroundings } = this.#truth;
    if (log.version === this.#logVersion) return;
    const firstMs = log.entries[this.#logVersion]?.receivedAtMs ?? 0;
    this.#logVersion = log.version;
    const firstDay = surroundings.calendar.dayAt(Math.floor(firstMs / 1_000)).index;
    const kept = Math.max(0, firstDay - this.#installedDay);
    for (const { importDws, exportDws } of this.#days.values()) {
      if (importDws.length <= kept) continue;
      importDws.length = kept;
      exportDws.length = kept;
    }
  }
}
