import type { EnergyRegister } from "../engine/energy-ledger.ts";
import { MeterRegister } from "../measurement/meter-register.ts";
import { READING_QUALITY } from "../measurement/reading-quality.ts";
import type { ChannelContext, ChannelSource } from "./channel-source.ts";
import { receivedSource } from "./received-source.ts";

const { OK, BAD } = READING_QUALITY;

/** What the import register of a load shows. */
export function importChannel(context: ChannelContext, load: number): ChannelSource {
  return registerSource(context, load, ({ importWh }) => importWh);
}

/** What the export register of a load shows. */
export function exportChannel(context: ChannelContext, load: number): ChannelSource {
  return registerSource(context, load, ({ exportWh }) => exportWh);
}

/** Differences of what both registers show: they add up whatever the meter does. */
export function usageChannel(context: ChannelContext, load: number): ChannelSource {
  const { stepMs } = context;
  const net = registerSource(context, load, ({ importWh, exportWh }) => importWh - exportWh);
  let lastMs = Number.NaN;
  let lastWh = Number.NaN;
  return {
    valueAt(atMs) {
      const beforeWh = atMs === lastMs ? lastWh : net.valueAt(atMs);
      lastMs = atMs + stepMs;
      lastWh = net.valueAt(lastMs);
      return lastWh - beforeWh;
    },
    qualityAt: (atMs) =>
      Math.max(net.qualityAt?.(atMs) ?? OK, net.qualityAt?.(atMs + stepMs) ?? OK),
  };
}

function registerSource(
  context: ChannelContext,
  load: number,
  pick: (shown: EnergyRegister) => number,
): ChannelSource {
  const register = new MeterRegister(context.fleet, load);
  const source: ChannelSource = {
    valueAt: (atMs) => pick(register.at(atMs)),
    qualityAt: (atMs) => (register.isBad(atMs) ? BAD : OK),
  };
  return receivedSource(source, context, load);
}
