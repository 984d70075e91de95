import type { TextKey } from "@ven/core";
import { KnotNoise } from "../weather/knot-noise.ts";
import type { ChannelContext, ChannelSource } from "./channel-source.ts";

/** Never reuse a number. */
const STREAM = {
  gridVoltage: 9_201,
  siteVoltage: 9_202,
  fastVoltage: 9_203,
  slowFrequency: 9_204,
  fastFrequency: 9_205,
} as const;

/** Share of the nominal voltage by which each part of the noise moves it at most. */
const VOLTAGE_SWING = { grid: 0.02, site: 0.025, fast: 0.008 } as const;

/** The same for frequency: at most 0.08 Hz of 50. */
const FREQUENCY_SWING = { slow: 0.001, fast: 0.0006 } as const;

/** Voltage of a site: the fleet's grid moves over hours, the street over an hour, and all within a minute. */
export function voltageChannel({ fleet: { fleet } }: ChannelContext, load: number): ChannelSource {
  const { voltageV } = fleet.spec.grid;
  const siteKey = fleet.siteKey(fleet.resourceOfLoad(load));
  const grid = swing(fleet.fleetKey, STREAM.gridVoltage, 6 * 3_600);
  const site = swing(siteKey, STREAM.siteVoltage, 3_600);
  const fast = swing(siteKey, STREAM.fastVoltage, 60);
  return {
    valueAt(atMs) {
      const atS = atMs / 1_000;
      const share =
        VOLTAGE_SWING.grid * grid(atS) +
        VOLTAGE_SWING.site * site(atS) +
        VOLTAGE_SWING.fast * fast(atS);
      return Math.round(voltageV * (1 + share) * 10) / 10;
    },
  };
}

/** Frequency of the grid: the same for all loads. */
export function frequencyChannel({ fleet }: ChannelContext): ChannelSource {
  const { fleetKey, spec } = fleet.fleet;
  const slow = swing(fleetKey, STREAM.slowFrequency, 900);
  const fast = swing(fleetKey, STREAM.fastFrequency, 20);
  return {
    valueAt(atMs) {
      const atS = atMs / 1_000;
      const share = FREQUENCY_SWING.slow * slow(atS) + FREQUENCY_SWING.fast * fast(atS);
      return Math.round(spec.grid.frequencyHz * (1 + share) * 1_000) / 1_000;
    },
  };
}

/** Smooth noise from -1 to 1. */
function swing(key: TextKey, stream: number, knotS: number): (atS: number) => number {
  const noise = new KnotNoise(key, stream);
  return (atS) => 2 * noise.at(atS / knotS) - 1;
}
