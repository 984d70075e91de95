import type { PowerSeries } from "./power-series.ts";
import { ReplayFormatError } from "./replay-format-error.ts";
import type { ReplayOptions } from "./replay-options.ts";

/** Which meters and loads of a file are wanted. */
export class SeriesFilter {
  readonly #meterIds: ReadonlySet<string> | undefined;
  readonly #loadIds: ReadonlySet<string> | undefined;

  constructor({ meterIds, loadIds }: Pick<ReplayOptions, "meterIds" | "loadIds">) {
    this.#meterIds = meterIds && new Set(meterIds);
    this.#loadIds = loadIds && new Set(loadIds);
  }

  /** Whether the meter is wanted. */
  wantsMeter(meterId: string): boolean {
    return this.#meterIds?.has(meterId) ?? true;
  }

  /** Whether the load is wanted, of a meter that is. */
  wantsLoad(loadId: string): boolean {
    return this.#loadIds?.has(loadId) ?? true;
  }

  /** @throws {ReplayFormatError} if the file has not what was asked for */
  checkFound(file: string, found: readonly Pick<PowerSeries, "meterId" | "loadId">[]): void {
    const meterIds = new Set(found.map(({ meterId }) => meterId));
    const loadIds = new Set<string>(found.map(({ loadId }) => loadId));
    const meterId = [...(this.#meterIds ?? [])].find((id) => !meterIds.has(id));
    const loadId = [...(this.#loadIds ?? [])].find((id) => !loadIds.has(id));
    if (meterId === undefined && loadId === undefined) return;
    const missing = meterId === undefined ? `load ${loadId}` : `meter ${meterId}`;
    throw new ReplayFormatError({ file, problem: `has no ${missing}, which was asked for` });
  }
}
