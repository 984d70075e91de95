import type { EventRequest as EventRequest301 } from "@ven/openadr-schema/3.0.1";
import type { EventRequest } from "@ven/openadr-schema/3.1.0";

// The events of the OpenADR User Guides, by the number of their example or figure; without their
// payload descriptors, which say nothing about time, and with `payloadType` for the guides'
// `payLoadType`.

const hour = { start: "2023-02-10T00:00:00.000Z", duration: "PT1H" };
const now = { start: "0001-01-01", duration: "PT0H" };
const payload = (type: string, ...values: (number | string | { x: number; y: number })[]) => ({
  payloads: [{ type, values }],
});

/** Events of the 3.1.0 User Guide. */
export const GUIDE_310 = {
  "7.2-3": {
    programID: "0",
    intervalPeriod: hour,
    intervals: [{ id: 0, ...payload("PRICE", 0.17) }],
  },
  "7.3-1": {
    programID: "44",
    intervals: [
      {
        id: 0,
        intervalPeriod: { start: "2025-06-25T00:00:00.000Z", duration: "PT3H" },
        ...payload("PRICE", 0.17, 0.03, 0.11),
      },
    ],
  },
  "7.4-1": {
    programID: "44",
    intervalPeriod: hour,
    intervals: [
      { id: 0, ...payload("PRICE", 0.17) },
      { id: 1, intervalPeriod: { duration: "PT2H" }, ...payload("PRICE", 0.22) },
    ],
  },
  "8.1-1": {
    programID: "44",
    intervalPeriod: { start: "2025-03-14T00:00:00.000Z", duration: "PT4H" },
    intervals: [
      {
        id: 0,
        ...payload("ALERT_GRID_EMERGENCY", "The grid is currently under emergency conditions"),
      },
    ],
  },
  "8.3-2": {
    programID: "44",
    intervalPeriod: hour,
    reportDescriptors: [
      {
        payloadType: "USAGE",
        readingType: "DIRECT_READ",
        units: "KWH",
        startInterval: -1,
        numIntervals: -1,
        historical: true,
        frequency: -1,
        repeat: 1,
      },
    ],
    intervals: [
      { id: 0, ...payload("PRICE", 0.17) },
      { id: 1, ...payload("PRICE", 0.03) },
    ],
  },
  "8.4-2": {
    programID: "44",
    intervalPeriod: { start: "2025-03-14T00:00:00.000Z", duration: "PT1H" },
    intervals: [{ id: 0, ...payload("CURVE", { x: 0.17, y: 0.26 }, { x: 0.19, y: 0.28 }) }],
  },
  "8.6-1": {
    programID: "0",
    intervalPeriod: now,
    reportDescriptors: [
      {
        payloadType: "STORAGE_USABLE_CAPACITY",
        frequency: 0,
        reportIntervals: "OPEN_INTERVALS",
      },
      { payloadType: "STORAGE_CHARGE_LEVEL", frequency: 0, reportIntervals: "OPEN_INTERVALS" },
    ],
  },
  "8.7-1": {
    programID: "0",
    intervalPeriod: hour,
    reportDescriptors: ["LOAD_SHED_DELTA_AVAILABLE", "GENERATION_DELTA_AVAILABLE"].map(
      (payloadType) => ({
        payloadType,
        startInterval: 0,
        numIntervals: 48,
        historical: false,
        frequency: 1,
        repeat: -1,
      }),
    ),
  },
  "8.8-1": {
    programID: "0",
    intervalPeriod: hour,
    reportDescriptors: [
      {
        payloadType: "USAGE",
        aggregate: true,
        startInterval: 0,
        numIntervals: 24,
        historical: false,
        frequency: 1,
        repeat: -1,
      },
    ],
  },
  "8.9.3-1": {
    programID: "44",
    intervalPeriod: { start: "2023-02-10T00:00:00.000Z", duration: "P9999Y" },
    intervals: [{ id: 0, ...payload("DISPATCH_SETPOINT", 0.5) }],
  },
  "8.9.3-3": {
    programID: "44",
    intervalPeriod: { start: "2023-02-10T00:00:00.000Z", duration: "P9999Y" },
    reportDescriptors: [{ payloadType: "SETPOINT", readingType: "DIRECT_READ", units: "VOLTAGE" }],
    intervals: [{ id: 0, ...payload("CONTROL_SETPOINT", -0.15) }],
  },
  "8.10.1-1": {
    programID: "44",
    intervalPeriod: { start: "2023-02-10T00:00:00.000Z", duration: "PT30M" },
    reportDescriptors: ["VOLTS", "KW", "KVAR"].map((units) => ({ payloadType: "READING", units })),
    intervals: [
      { importLimit: 10, exportLimit: 4 },
      { importLimit: 8, exportLimit: 6 },
    ].map(({ importLimit, exportLimit }, id) => ({
      id,
      payloads: [
        { type: "IMPORT_CAPACITY_LIMIT", values: [importLimit] },
        { type: "EXPORT_CAPACITY_LIMIT", values: [exportLimit] },
      ],
    })),
  },
  "8.10.2-2": {
    programID: "0",
    intervalPeriod: now,
    reportDescriptors: [{ payloadType: "CAPACITY_RESERVATION", reportIntervals: "OPEN_INTERVALS" }],
  },
  "8.10.2-4": {
    programID: "44",
    intervalPeriod: now,
    reportDescriptors: [{ payloadType: "CAPACITY_RESERVATION" }],
    intervals: [{ id: 0, intervalPeriod: now, ...payload("CAPACITY_RESERVATION", 242) }],
  },
  "8.10.2-5": {
    programID: "44",
    intervalPeriod: now,
    reportDescriptors: [{ payloadType: "CAPACITY_RESERVATION" }],
    intervals: [{ id: 0, intervalPeriod: hour, ...payload("CAPACITY_AVAILABLE", 242) }],
  },
  "8.12-1": {
    programID: "53",
    intervals: [
      {
        id: 0,
        intervalPeriod: { start: "2025-02-13 19:00:00.000Z", duration: "PT2H" },
        ...payload("DISPATCH_INSTRUCTION", "load_reduction", "combustion_gen_standby"),
      },
    ],
  },
  "8.12-2": {
    programID: "53",
    intervals: [
      {
        id: 0,
        intervalPeriod: { start: "2025-02-13T19:00:00.000Z", duration: "PT1H" },
        ...payload("DISPATCH_INSTRUCTION", "load_reduction", "combustion_gen_standby"),
      },
      {
        id: 1,
        intervalPeriod: { duration: "PT2H" },
        ...payload("DISPATCH_INSTRUCTION", "load_reduction", "combustion_gen"),
      },
    ],
  },
} as const satisfies Readonly<Record<string, EventRequest>>;

const placeholder = [{ id: 0, payloads: [{ type: "REQUIRED_BUT_NOT_USED", values: [0] }] }];

/** Events of the 3.0.1 User Guide; `PT1H` for its `P1H`. */
export const GUIDE_301 = {
  "figure 9": {
    programID: "44",
    intervalPeriod: { start: "0000-00-00" },
    intervals: [{ id: 0, ...payload("PRICE", 0.17) }],
  },
  "figure 12": {
    programID: "44",
    intervalPeriod: hour,
    intervals: [
      { id: 0, ...payload("PRICE", 0.17) },
      {
        id: 1,
        intervalPeriod: { start: "0000-00-00", duration: "PT2H" },
        ...payload("PRICE", 0.22),
      },
    ],
  },
  "figure 33": {
    programID: "44",
    intervalPeriod: { start: "0000-00-00", duration: "PT4H" },
    intervals: [{ id: 0, ...payload("DISPATCH_SETPOINT", 0) }],
  },
  "figure 34": {
    programID: "44",
    intervalPeriod: { start: "0000-00-00", duration: "PT0H" },
    reportDescriptors: [
      { payloadType: "STORAGE_USABLE_CAPACITY" },
      { payloadType: "STORAGE_CHARGE_LEVEL" },
    ],
    intervals: placeholder,
  },
  "figure 38": {
    programID: "44",
    intervalPeriod: { start: "0000-00-00", duration: "PT1H" },
    reportDescriptors: [
      {
        payloadType: "USAGE",
        aggregate: true,
        startInterval: 0,
        numIntervals: 24,
        historical: false,
        frequency: 1,
        repeat: -1,
      },
    ],
    intervals: placeholder,
  },
} as const satisfies Readonly<Record<string, EventRequest301>>;
