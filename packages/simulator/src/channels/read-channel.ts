import { InvalidValueError } from "@ven/core";
import { checkedInstants, timestamps } from "../columns/read-range.ts";
import type { Instants } from "../engine/instants.ts";
import { checkKeys } from "../keys/check-keys.ts";
import { READING_QUALITY } from "../measurement/reading-quality.ts";
import type { SimulatedFleet } from "../simulated-fleet.ts";
import { ChannelColumns } from "./channel-columns.ts";
import { CHANNELS, type ChannelName } from "./channel-name.ts";
import { type ChannelRange, FORECAST_KEYS, type ForecastOptions } from "./channel-range.ts";
import type { ChannelSource, OpenChannel } from "./channel-source.ts";
import { baselineChannel, forecastChannel } from "./forecast-channel.ts";
import { frequencyChannel, voltageChannel } from "./grid-channels.ts";
import { receivedSource } from "./received-source.ts";
import { exportChannel, importChannel, usageChannel } from "./register-channels.ts";
import { shedAvailableChannel } from "./shed-available.ts";
import { chargeChannel, operatingChannel, temperatureChannel } from "./state-channels.ts";

const OPEN: Readonly<Record<Exclude<ChannelName, "demandW">, OpenChannel>> = {
  importWh: importChannel,
  exportWh: exportChannel,
  usageWh: usageChannel,
  stateOfCharge: chargeChannel,
  temperatureC: temperatureChannel,
  operatingState: operatingChannel,
  voltageV: voltageChannel,
  frequencyHz: frequencyChannel,
  shedAvailableW: shedAvailableChannel,
  forecastW: forecastChannel,
  baselineW: baselineChannel,
};

/** @throws {InvalidValueError} if there is no channel of this name; names those that there are */
export function checkChannel(name: string): asserts name is ChannelName {
  if (Object.hasOwn(CHANNELS, name)) return;
  throw new InvalidValueError("channel", name, `give one of ${Object.keys(CHANNELS).join(", ")}`);
}

/**
 * Reads a channel of loads, by their index in the fleet.
 *
 * @param nowMs - when a forecast is made if that is not said
 * @throws {InvalidValueError} if a load has no such channel, or a part of the range is out of its own
 */
export function channelColumns(
  fleet: SimulatedFleet,
  channel: ChannelName,
  loads: Uint32Array,
  range: ChannelRange,
  nowMs: number,
): ChannelColumns {
  const instants = checkedInstants(range, loads.length);
  const values = new Float64Array(loads.length * instants.count);
  const quality = fleet.measured.isPerfect ? undefined : new Uint8Array(values.length);
  if (channel === "demandW") {
    fleet.measured.read(loads, instants, "mean", { powerW: values, quality, truthW: undefined });
  } else {
    const context = { fleet, stepMs: range.stepMs, forecast: checkedForecast(range, nowMs) };
    loads.forEach((load, row) => {
      const opened = OPEN[channel](context, load);
      const isTelemetry = CHANNELS[channel] === "telemetry";
      const source = isTelemetry ? receivedSource(opened, context, load) : opened;
      readSource(source, instants, row * instants.count, values, quality);
    });
  }
  const timestampMs = timestamps(instants);
  return new ChannelColumns(fleet.fleet, { channel, loads, timestampMs, values, quality });
}

function readSource(
  source: ChannelSource,
  { fromMs, stepMs, count }: Instants,
  offset: number,
  values: Float64Array,
  quality: Uint8Array | undefined,
): void {
  for (let step = 0; step < count; step += 1) {
    const atMs = fromMs + step * stepMs;
    const value = source.valueAt(atMs);
    values[offset + step] = value;
    if (quality === undefined) continue;
    quality[offset + step] = Number.isNaN(value)
      ? READING_QUALITY.MISSING
      : (source.qualityAt?.(atMs) ?? READING_QUALITY.OK);
  }
}

function checkedForecast(
  { forecast = {} }: ChannelRange,
  nowMs: number,
): Required<ForecastOptions> {
  checkKeys("forecast", forecast, FORECAST_KEYS);
  const { issuedAtMs = nowMs, method = "counterfactual", dayAheadError = 0.15 } = forecast;
  if (!Number.isFinite(issuedAtMs)) {
    throw new InvalidValueError("forecast.issuedAtMs", issuedAtMs, "give epoch ms");
  }
  if (method !== "counterfactual" && method !== "persistence") {
    throw new InvalidValueError("forecast.method", method, "give counterfactual or persistence");
  }
  if (!(dayAheadError >= 0 && dayAheadError <= 10)) {
    throw new InvalidValueError("forecast.dayAheadError", dayAheadError, "give 0 to 10");
  }
  return { issuedAtMs, method, dayAheadError };
}
