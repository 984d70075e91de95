import { createSimulator, type Fault } from "@ven/simulator";
import { describe, expect, it } from "vitest";
import { houses, restless, steady } from "../support/metered-fleet.ts";

const START_MS = Date.parse("2025-03-04T00:00:00Z");
const HOUR_MS = 3_600_000;
const QUARTER_MS = 900_000;
const RANGE = { fromMs: START_MS, toMs: START_MS + 12 * HOUR_MS, stepMs: QUARTER_MS };

const deliver = (range = RANGE, ...faults: Fault[]) => [
  ...createSimulator({ fleet: houses(5, [restless()]), faults }).deliveries(range),
];

/** What a delivery is about, for comparison. */
const told = ({ resourceId, timestampMs, powerW }: ReturnType<typeof deliver>[number]) =>
  `${resourceId} ${timestampMs} ${powerW}`;

describe("the deliveries of a range", () => {
  it("are its readings, instant by instant, as they are taken", () => {
    const all = deliver();
    expect(all.length).toBe(5 * 48);
    expect(all.every(({ receivedAtMs, timestampMs }) => receivedAtMs === timestampMs)).toBe(true);
    expect(all.slice(0, 6).map(({ resourceId }) => resourceId)).toEqual([
      "house-1",
      "house-2",
      "house-3",
      "house-4",
      "house-5",
      "house-1",
    ]);
    const columns = createSimulator({ fleet: houses(5, [restless()]) }).range(RANGE);
    expect(all.map(told).sort()).toEqual(
      [...columns].map((reading) => told({ ...reading, receivedAtMs: 0 })).sort(),
    );
  });

  it("come late by the share and time of a fault, in the order of their arrival", () => {
    const delayMs = 2 * HOUR_MS;
    const all = deliver(RANGE, { kind: "late", delayMs, share: 0.3 });
    const arrivals = all.map(({ receivedAtMs }) => receivedAtMs);
    expect(arrivals).toEqual([...arrivals].sort((one, other) => one - other));
    const late = all.filter(({ receivedAtMs, timestampMs }) => receivedAtMs > timestampMs);
    expect(late.every((one) => one.receivedAtMs - one.timestampMs === delayMs)).toBe(true);
    expect(late.length / all.length).toBeGreaterThan(0.2);
    expect(late.length / all.length).toBeLessThan(0.4);
    expect(all.map(told).sort()).toEqual(deliver().map(told).sort());
  });

  it("come jumbled where a fault jumbles them: each after a delay of its own", () => {
    const all = deliver(RANGE, { kind: "outOfOrder", longestDelayMs: HOUR_MS });
    const arrivals = all.map(({ receivedAtMs }) => receivedAtMs);
    expect(arrivals).toEqual([...arrivals].sort((one, other) => one - other));
    const delays = all.map(({ receivedAtMs, timestampMs }) => receivedAtMs - timestampMs);
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...delays)).toBeLessThan(HOUR_MS);
    expect(new Set(delays).size).toBeGreaterThan(200);
    const ofOne = all.filter(({ resourceId }) => resourceId === "house-1");
    const isBack = ofOne.filter((one, at) => one.timestampMs < (ofOne[at - 1]?.timestampMs ?? 0));
    expect(isBack.length).toBeGreaterThan(5);
  });

  it("come twice where a fault doubles them, the second time as it says", () => {
    const all = deliver(RANGE, { kind: "duplicate", afterMs: 5_000, share: 0.5 });
    const again = all.filter(({ receivedAtMs, timestampMs }) => receivedAtMs > timestampMs);
    expect(all.length - again.length).toBe(5 * 48);
    expect(again.length).toBeGreaterThan(80);
    expect(again.length).toBeLessThan(160);
    const late = deliver(
      RANGE,
      { kind: "duplicate", afterMs: 5_000 },
      { kind: "late", delayMs: 7_000 },
    );
    expect(new Set(late.map((one) => one.receivedAtMs - one.timestampMs))).toEqual(
      new Set([7_000, 12_000]),
    );
  });

  it("carry the hour that clocks show twice twice, where a fault makes them", () => {
    const change = Date.parse("2025-10-26T01:00:00Z");
    const range = { fromMs: change - 2 * HOUR_MS, toMs: change + 2 * HOUR_MS, stepMs: HOUR_MS };
    const stamps = (...faults: Fault[]) =>
      deliver(range, ...faults)
        .filter(({ resourceId }) => resourceId === "house-1")
        .map(({ timestampMs, receivedAtMs }) => [
          (timestampMs - change) / HOUR_MS,
          (receivedAtMs - change) / HOUR_MS,
        ]);
    expect(stamps()).toEqual([
      [-2, -2],
      [-1, -1],
      [0, 0],
      [1, 1],
    ]);
    expect(stamps({ kind: "dstDuplicate" })).toEqual([
      [-2, -2],
      [-1, -1],
      [-1, 0],
      [1, 1],
    ]);
  });

  it("leave out what is missing, and tell of what is estimated", () => {
    const gaps = { share: 0.4, meanLengthS: 7_200 };
    const count = (isFilled: boolean) => {
      const meter = { gaps: { ...gaps, isFilled } };
      const all = [
        ...createSimulator({ fleet: houses(5, [steady(5)], { meter }) }).deliveries(RANGE),
      ];
      const estimated = all.filter(({ quality }) => quality === "ESTIMATED").length;
      expect(all.every(({ powerW }) => powerW === 5)).toBe(true);
      return [all.length, estimated] as const;
    };
    const [received, none] = count(false);
    const [filled, estimated] = count(true);
    expect([filled, none]).toEqual([240, 0]);
    expect(estimated).toBe(240 - received);
    expect(received).toBeLessThan(200);
  });

  it("are the same in large ranges, which are worked out in parts", () => {
    const simulator = createSimulator({
      fleet: houses(400, [steady(5)]),
      faults: [{ kind: "outOfOrder", longestDelayMs: 20 * 60_000, share: 0.1 }],
    });
    const range = { fromMs: START_MS, toMs: START_MS + 60 * 60_000, stepMs: 60_000 };
    let count = 0;
    let lastMs = 0;
    for (const { receivedAtMs } of simulator.deliveries(range)) {
      if (receivedAtMs < lastMs) throw new Error(`${receivedAtMs} came after ${lastMs}`);
      lastMs = receivedAtMs;
      count += 1;
    }
    expect(count).toBe(24_000);
  });
});
