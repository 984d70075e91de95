import type { TextKey } from "@ven/core";
import type { EnergyLedger, EnergyRegister } from "../engine/energy-ledger.ts";
import type { FaultSpan } from "../faults/fault-log.ts";
import { stuckSinceMs } from "../faults/stuck-since.ts";
import type { SimulatedFleet } from "../simulated-fleet.ts";
import type { MeterErrors } from "./meter-errors.ts";

/** Tenths of a watt-second in a watt-hour. */
const DWS_PER_WH = 36_000;

/** What the registers of one load's meter show: the truth, through its meter and the faults by then. */
export class MeterRegister {
  readonly #ledger: EnergyLedger;
  readonly #load: number;
  readonly #key: TextKey;
  readonly #errors: MeterErrors | undefined;
  readonly #gain: number;
  /** All that the meter ever suffered from that tells on its registers. */
  readonly #faults: readonly FaultSpan[];

  constructor({ fleet, ledger, faults }: SimulatedFleet, load: number) {
    this.#ledger = ledger;
    this.#load = load;
    this.#key = fleet.loadKey(load);
    this.#errors = fleet.siteLoad(load).meter;
    this.#gain = this.#errors?.gain(this.#key) ?? 1;
    this.#faults = faults
      .spans(() => fleet.identity(load), Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY)
      .filter(({ fault }) => ["stuck", "zero", "sign", "rollback"].includes(fault.kind));
  }

  /** What they show at an instant, epoch ms; whole Wh. */
  at(atMs: number): EnergyRegister {
    return this.#rolledBack(stuckSinceMs(this.#faults, atMs) ?? atMs);
  }

  /** Whether the meter says that something is wrong with them. */
  isBad(atMs: number): boolean {
    return this.#faults.some(
      ({ fault, fromMs, toMs }) =>
        atMs >= fromMs && atMs < toMs && "isSilent" in fault && !fault.isSilent,
    );
  }

  #rolledBack(atMs: number): EnergyRegister {
    const shown = { ...this.#counted(atMs) };
    if (this.#faults.length === 0) return shown;
    const lost = { importWh: 0, exportWh: 0 };
    for (const { fault, fromMs, toMs } of this.#faults) {
      if (fault.kind !== "rollback" || atMs < fromMs || atMs >= toMs) continue;
      const before = this.#counted(fromMs);
      const byWh = fault.byWh || Number.POSITIVE_INFINITY;
      lost.importWh += Math.min(byWh, before.importWh - lost.importWh);
      lost.exportWh += Math.min(byWh, before.exportWh - lost.exportWh);
    }
    return { importWh: shown.importWh - lost.importWh, exportWh: shown.exportWh - lost.exportWh };
  }

  /** What a meter of this gain has counted, in multiples of its step. */
  #counted(atMs: number): EnergyRegister {
    const takenMs = this.#errors?.takenAtMs(this.#key, atMs) ?? atMs;
    const { importDws, exportDws } = this.#sensed(takenMs);
    return {
      importWh: this.#shownWh(this.#ledger.startWh(this.#load), importDws),
      exportWh: this.#shownWh(0, exportDws),
    };
  }

  #shownWh(startWh: number, energyDws: number): number {
    const stepWh = this.#errors?.registerStepWh ?? 1;
    const energyWh =
      this.#gain === 1
        ? Math.floor(energyDws / DWS_PER_WH)
        : Math.floor((energyDws * this.#gain) / DWS_PER_WH);
    return Math.floor((startWh + energyWh) / stepWh) * stepWh;
  }

  /** Energy that went through the sensor, by the sign that it saw, tenths of a watt-second. */
  #sensed(atMs: number): { readonly importDws: number; readonly exportDws: number } {
    const wrong = this.#faults.filter(
      ({ fault, fromMs }) => (fault.kind === "zero" || fault.kind === "sign") && fromMs < atMs,
    );
    if (wrong.length === 0) return this.#ledger.sinceInstalled(this.#load, atMs);
    const edges = new Set(wrong.flatMap(({ fromMs, toMs }) => [fromMs, Math.min(toMs, atMs)]));
    const sum = { importDws: 0, exportDws: 0 };
    let before = { importDws: 0, exportDws: 0 };
    let beginMs = Number.NEGATIVE_INFINITY;
    for (const endMs of [...edges.add(atMs)].sort((one, other) => one - other)) {
      if (endMs === Number.NEGATIVE_INFINITY) continue;
      const total = this.#ledger.sinceInstalled(this.#load, endMs);
      const importDws = total.importDws - before.importDws;
      const exportDws = total.exportDws - before.exportDws;
      const isIn = ({ fromMs, toMs }: FaultSpan) => fromMs <= beginMs && toMs > beginMs;
      const kinds = wrong.filter(isIn).map(({ fault }) => fault.kind);
      if (!kinds.includes("zero")) {
        const isTurned = kinds.length % 2 === 1;
        sum.importDws += isTurned ? exportDws : importDws;
        sum.exportDws += isTurned ? importDws : exportDws;
      }
      before = total;
      beginMs = endMs;
    }
    return sum;
  }
}
