/**
 * What can be read of a load beside its power, and where it comes from: its meter's registers or power,
 * which meter, gaps and faults tell on; its telemetry, which only gaps tell on; or computation, which
 * knows the truth. Positive powers and energies import.
 */
export const CHANNELS = {
  /** The import register, Wh, whole; only grows, but for a fault. */
  importWh: "register",
  /** The export register, Wh, whole. */
  exportWh: "register",
  /** Import minus export from an instant to the next, Wh: differences of the registers, so they add up. */
  usageWh: "register",
  /** Mean power from an instant to the next, W. */
  demandW: "power",
  /** Share of what a battery holds, 0 to 1; of a car only while it is plugged in. */
  stateOfCharge: "telemetry",
  /** Inside, degrees Celsius, as it was when the load last switched. */
  temperatureC: "telemetry",
  /** What the load makes of commands: a code of `OPERATING_STATE`. */
  operatingState: "telemetry",
  /** Of the site's grid, V. */
  voltageV: "telemetry",
  /** Of the whole fleet's grid, Hz. */
  frequencyHz: "telemetry",
  /** How much less the load would draw until the next instant if it were asked now to do without all it can, W. */
  shedAvailableW: "computed",
  /** Mean power until the next instant as somebody foresaw it; what has been by then, as it was, W. */
  forecastW: "computed",
  /** Mean power until the next instant if nobody had ever asked anything of the fleet: the truth, W. */
  baselineW: "computed",
} as const;

/** A name of {@link CHANNELS}. */
export type ChannelName = keyof typeof CHANNELS;
