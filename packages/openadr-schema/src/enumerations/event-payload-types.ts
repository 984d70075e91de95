/**
 * The payload types of events. Private ones are allowed beside them.
 *
 * A type of one value may carry several: each then holds for an equal part of its interval.
 * OpenADR 3.1.0 Definition, "Event Payload Enumerations".
 */
export const EVENT_PAYLOAD_TYPES = {
  SIMPLE: {
    meaning: "Level of demand response, such as 0 normal, 1 moderate, 2 high, 3 emergency shed.",
    values: { type: "integer", min: 0, max: 3 },
  },
  PRICE: {
    meaning: "Price of energy.",
    units: ["KWH", "THERMS"],
    values: { type: "number" },
  },
  PRICE_ALTERNATE: {
    meaning: "Price of a second form of energy, which the program names.",
    units: ["KWH", "THERMS"],
    values: { type: "number" },
    since: "3.1.0",
  },
  CHARGE_STATE_SETPOINT: {
    meaning: "How full a storage is to be.",
    units: ["PERCENT", "KWH"],
    values: { type: "number", min: 0 },
  },
  DISPATCH_SETPOINT: {
    meaning: "What the resource is to use.",
    units: ["KW"],
    values: { type: "number", min: 0 },
  },
  DISPATCH_SETPOINT_RELATIVE: {
    meaning: "By how much the resource is to change what it uses.",
    units: ["KW"],
    values: { type: "number", min: 0 },
  },
  DISPATCH_INSTRUCTION: {
    meaning: "Instructions that the program agreed with its VENs.",
    values: { type: "text", minLength: 1, maxLength: 128, count: [1] },
    since: "3.1.0",
  },
  CONTROL_SETPOINT: {
    meaning: "A setting of the device; the program says what its values mean.",
    values: { type: "any", minLength: 1, maxLength: 128 },
  },
  CONTROL_LEVEL_OFFSET: {
    meaning: "Level against normal operation, 0: the higher, the less load.",
    values: { type: "integer", min: -10, max: 10 },
    since: "3.1.0",
  },
  CONTROL_LEVEL_OFFSET_PERCENT: {
    meaning: "Share of normal operation by which to depart from it, 0 being normal.",
    units: ["PERCENT"],
    values: { type: "number", min: -1, max: 1 },
    since: "3.1.0",
  },
  EXPORT_PRICE: {
    meaning: "Price of energy exported, as a rule to the grid.",
    units: ["KWH", "THERMS"],
    values: { type: "number" },
  },
  GHG: {
    meaning: "Marginal emission of greenhouse gases, estimated, g per kWh.",
    units: ["GHG"],
    values: { type: "number", min: 0 },
  },
  CURVE: {
    meaning: "Points of a curve, such as Volt-VAR, to set an inverter.",
    // The enumerations' YAML nests the points one list too deep; the User Guide's 8.4 does not.
    values: { type: "point", count: [1] },
  },
  OLS: {
    meaning: "Optimum load shape (ANSI/SCTE 267): share of usage over the event's intervals.",
    units: ["PERCENT"],
    values: { type: "number", min: 0, max: 1, count: [0] },
  },
  IMPORT_CAPACITY_SUBSCRIPTION: {
    meaning: "Import capacity that the customer subscribes to.",
    units: ["KW"],
    values: { type: "number", min: 0 },
  },
  IMPORT_CAPACITY_RESERVATION: {
    meaning: "Import capacity granted beyond the subscription.",
    units: ["KW"],
    values: { type: "number", min: 0 },
  },
  IMPORT_CAPACITY_RESERVATION_FEE: {
    meaning: "Fee per unit of granted import capacity.",
    units: ["KW"],
    values: { type: "number" },
  },
  IMPORT_CAPACITY_AVAILABLE: {
    meaning: "Further import capacity that can be reserved.",
    units: ["KW"],
    values: { type: "number" },
  },
  IMPORT_CAPACITY_AVAILABLE_PRICE: {
    meaning: "Price per unit of further import capacity.",
    units: ["KW"],
    values: { type: "number" },
  },
  EXPORT_CAPACITY_SUBSCRIPTION: {
    meaning: "Export capacity that the customer subscribes to.",
    units: ["KW"],
    values: { type: "number" },
  },
  EXPORT_CAPACITY_RESERVATION: {
    meaning: "Export capacity granted beyond the subscription.",
    units: ["KW"],
    values: { type: "number", min: 0 },
  },
  EXPORT_CAPACITY_RESERVATION_FEE: {
    meaning: "Fee per unit of granted export capacity.",
    units: ["KW"],
    values: { type: "number" },
  },
  EXPORT_CAPACITY_AVAILABLE: {
    meaning: "Further export capacity that can be reserved.",
    units: ["KW"],
    values: { type: "number" },
  },
  EXPORT_CAPACITY_AVAILABLE_PRICE: {
    meaning: "Price per unit of further export capacity.",
    units: ["KW"],
    values: { type: "number" },
  },
  IMPORT_CAPACITY_LIMIT: {
    meaning: "The most that the site may import.",
    units: ["KW"],
    values: { type: "number", min: 0 },
  },
  EXPORT_CAPACITY_LIMIT: {
    meaning: "The most that the site may export.",
    units: ["KW"],
    values: { type: "number", min: 0 },
  },
  ALERT_GRID_EMERGENCY: {
    meaning: "The grid may soon fail to supply or to hold its limits; a text for people.",
    values: { type: "text", minLength: 1, maxLength: 128 },
  },
  ALERT_BLACK_START: {
    meaning: "The grid is starting up again: use as little as possible; a text for people.",
    values: { type: "text" },
  },
  ALERT_POSSIBLE_OUTAGE: {
    meaning: "Power may go in the hours or days to come; a text for people.",
    values: { type: "text" },
  },
  ALERT_FLEX_ALERT: {
    meaning: "Power will be scarce: shed, or shift to before or after; a text for people.",
    values: { type: "text" },
  },
  ALERT_FIRE: { meaning: "High risk of fire; a text for people.", values: { type: "text" } },
  ALERT_FREEZING: {
    meaning: "Frost is here or near; a text for people.",
    values: { type: "text" },
  },
  ALERT_WIND: {
    meaning: "Strong wind is here or near; a text for people.",
    values: { type: "text" },
  },
  ALERT_TSUNAMI: { meaning: "A tsunami is near; a text for people.", values: { type: "text" } },
  ALERT_AIR_QUALITY: {
    meaning: "Bad air is here or near; a text for people.",
    values: { type: "text" },
  },
  ALERT_OTHER: { meaning: "What its text for people says.", values: { type: "text" } },
  CTA2045_REBOOT: {
    meaning: "Reboots a CTA-2045 device: 0 soft, 1 hard.",
    values: { type: "integer", min: 0, max: 1 },
  },
  CTA2045_SET_OVERRIDE_STATUS: {
    meaning: "Override of a CTA-2045 device: 0 off, 1 on.",
    values: { type: "integer", min: 0, max: 1 },
  },
} as const;

/** A name of {@link EVENT_PAYLOAD_TYPES}. */
export type EventPayloadType = keyof typeof EVENT_PAYLOAD_TYPES;
