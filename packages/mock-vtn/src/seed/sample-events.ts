import type { EventRequest } from "@ven/openadr-schema/3.1.0";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Price of each hour of a day, EUR per kWh: cheap at night and at noon, dear in the evening. */
const PRICES = [
  0.11, 0.1, 0.1, 0.1, 0.1, 0.12, 0.16, 0.21, 0.22, 0.18, 0.14, 0.11, 0.09, 0.09, 0.1, 0.13, 0.19,
  0.27, 0.31, 0.29, 0.23, 0.18, 0.15, 0.12,
];

/** A day of prices, a load shed in the evening and a wish for meter readings: valid in both versions. */
export function sampleEvents(
  programID: string,
  nowAtMs: number,
): readonly (EventRequest & Required<Pick<EventRequest, "intervals">>)[] {
  const midnightAtMs = Math.floor(nowAtMs / DAY_MS) * DAY_MS;
  // The next evening that is still to come.
  const eveningAtMs = midnightAtMs + 17 * HOUR_MS;
  const shedAtMs = eveningAtMs > nowAtMs ? eveningAtMs : eveningAtMs + DAY_MS;
  return [
    {
      programID,
      eventName: "day-ahead-prices",
      payloadDescriptors: [
        {
          objectType: "EVENT_PAYLOAD_DESCRIPTOR",
          payloadType: "PRICE",
          units: "KWH",
          currency: "EUR",
        },
      ],
      intervalPeriod: { start: dateTimeText(midnightAtMs), duration: "PT1H" },
      intervals: PRICES.map((price, id) => ({
        id,
        payloads: [{ type: "PRICE", values: [price] }],
      })),
    },
    {
      programID,
      eventName: "evening-load-shed",
      priority: 1,
      intervalPeriod: {
        start: dateTimeText(shedAtMs),
        duration: "PT2H",
        randomizeStart: "PT5M",
      },
      intervals: [{ id: 0, payloads: [{ type: "SIMPLE", values: [2] }] }],
    },
    {
      programID,
      eventName: "metering",
      intervalPeriod: { start: dateTimeText(midnightAtMs), duration: "P9999Y" },
      reportDescriptors: [
        {
          payloadType: "READING",
          readingType: "DIRECT_READ",
          units: "KW",
          frequency: 0,
          repeat: -1,
        },
      ],
      intervals: [{ id: 0, payloads: [] }],
    },
  ];
}

function dateTimeText(atMs: number): string {
  return new Date(atMs).toISOString().replace(".000Z", "Z");
}
