/**
 * The payload types of reports. Private ones are allowed beside them.
 * OpenADR 3.1.0 Definition, "Report Enumerations" (as in 3.0.1).
 */
export const REPORT_PAYLOAD_TYPES = {
  READING: {
    meaning: "One data point at one instant, as from a meter.",
    values: { type: "number" },
  },
  USAGE: {
    meaning: "Energy used in the interval.",
    units: ["KWH", "THERMS"],
    values: { type: "number", min: 0 },
  },
  DEMAND: {
    meaning: "Real power over the interval; the reading type tells mean, peak or forecast.",
    units: ["KW"],
    values: { type: "number", min: 0 },
  },
  SETPOINT: {
    meaning: "The setpoint that the resource follows, see CONTROL_SETPOINT of events.",
    values: { type: "any", minLength: 1, maxLength: 128 },
  },
  DELTA_USAGE: {
    meaning: "Change of energy used against a baseline.",
    units: ["KWH", "THERMS"],
    values: { type: "number" },
  },
  BASELINE: {
    meaning: "Energy or power that would be used without load control.",
    units: ["KWH", "KW"],
    values: { type: "number" },
  },
  OPERATING_STATE: {
    meaning: "How the resource is doing, see OPERATING_STATES.",
    values: {
      type: "text",
      options: [
        "NORMAL",
        "ERROR",
        "IDLE_NORMAL",
        "RUNNING_NORMAL",
        "RUNNING_CURTAILED",
        "RUNNING_HEIGHTENED",
        "IDLE_CURTAILED",
        "SGD_ERROR_CONDITION",
        "IDLE_HEIGHTENED",
        "IDLE_OPTED_OUT",
        "RUNNING_OPTED_OUT",
      ],
    },
  },
  UP_REGULATION_AVAILABLE: {
    meaning: "Real power by which it can regulate up.",
    units: ["KW"],
    values: { type: "number" },
  },
  DOWN_REGULATION_AVAILABLE: {
    meaning: "Real power by which it can regulate down.",
    units: ["KW"],
    values: { type: "number" },
  },
  REGULATION_SETPOINT: {
    meaning: "The regulation setpoint as it was instructed.",
    units: ["KW"],
    values: { type: "number" },
  },
  STORAGE_USABLE_CAPACITY: {
    meaning: "Energy that a full storage can give.",
    units: ["KWH"],
    values: { type: "number" },
  },
  STORAGE_CHARGE_LEVEL: {
    meaning: "How full a storage is: 0 is empty, 1 is full.",
    units: ["PERCENT"],
    values: { type: "number", min: 0, max: 1 },
  },
  STORAGE_MAX_DISCHARGE_POWER: {
    meaning: "The most power that it can inject for long.",
    units: ["KW"],
    values: { type: "number" },
  },
  STORAGE_MAX_CHARGE_POWER: {
    meaning: "The most power that it can take in for long.",
    units: ["KW"],
    values: { type: "number" },
  },
  SIMPLE_LEVEL: {
    meaning: "The level at which it runs, as in SIMPLE events.",
    values: { type: "integer", min: 0, max: 3 },
  },
  USAGE_FORECAST: {
    meaning: "Energy expected to be used in the interval.",
    units: ["KWH", "THERMS"],
    values: { type: "number" },
  },
  STORAGE_DISPATCH_FORECAST: {
    meaning: "Stored energy expected to be on call in the interval.",
    units: ["KWH"],
    values: { type: "number" },
  },
  LOAD_SHED_DELTA_AVAILABLE: {
    meaning: "Expected rise or fall of load in the interval.",
    values: { type: "number" },
  },
  GENERATION_DELTA_AVAILABLE: {
    meaning: "Expected generation in the interval.",
    values: { type: "number" },
  },
  DATA_QUALITY: {
    meaning: "How good the other payload of the same interval is, see DATA_QUALITIES.",
    values: { type: "text", options: ["OK", "MISSING", "ESTIMATED", "BAD"] },
  },
  IMPORT_RESERVATION_CAPACITY: {
    meaning: "Import capacity asked for, beyond what is subscribed.",
    units: ["KW"],
    values: { type: "number" },
  },
  IMPORT_RESERVATION_FEE: {
    meaning: "What the VEN would pay per unit of that import capacity.",
    units: ["KW"],
    values: { type: "number" },
  },
  EXPORT_RESERVATION_CAPACITY: {
    meaning: "Export capacity asked for, beyond what is subscribed.",
    units: ["KW"],
    values: { type: "number" },
  },
  EXPORT_RESERVATION_FEE: {
    meaning: "What the VEN would pay per unit of that export capacity.",
    units: ["KW"],
    values: { type: "number" },
  },
} as const;

/** A name of {@link REPORT_PAYLOAD_TYPES}. */
export type ReportPayloadType = keyof typeof REPORT_PAYLOAD_TYPES;

/**
 * The `resourceName` of a report's only resource where it sums over several.
 * OpenADR 3.1.0 Definition, "ResourceName Enumerations" (as in 3.0.1).
 */
export const AGGREGATED_REPORT = "AGGREGATED_REPORT";
