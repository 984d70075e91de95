/**
 * What an `OPERATING_STATE` payload can say; but the first two are of CTA-2045 devices.
 * OpenADR 3.1.0 Definition, "Operating State Enumerations" (as in 3.0.1).
 */
export const OPERATING_STATES = {
  NORMAL: { meaning: "It runs as usual and follows no demand-response instruction." },
  ERROR: { meaning: "It reports an error, or the VEN cannot reach it." },
  IDLE_NORMAL: { meaning: "No event; it uses little or no energy." },
  RUNNING_NORMAL: { meaning: "No event; it uses energy." },
  RUNNING_CURTAILED: { meaning: "An event asks for less; it uses energy." },
  RUNNING_HEIGHTENED: { meaning: "An event asks for more; it uses energy." },
  IDLE_CURTAILED: { meaning: "An event asks for less; it uses little or no energy." },
  SGD_ERROR_CONDITION: { meaning: "It does not run: it is disabled or needs maintenance." },
  IDLE_HEIGHTENED: { meaning: "An event asks for more; it uses little or no energy." },
  IDLE_OPTED_OUT: { meaning: "Opted out of events; it uses little or no energy." },
  RUNNING_OPTED_OUT: { meaning: "Opted out of events; it uses energy." },
} as const;

/** A name of {@link OPERATING_STATES}. */
export type OperatingState = keyof typeof OPERATING_STATES;
