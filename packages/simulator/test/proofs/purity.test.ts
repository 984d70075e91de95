import { createSimulator, type Simulator } from "@ven/simulator";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { modelSpec } from "../../src/models/model-kinds.ts";
import {
  everyModelFleet,
  everyModelLoadIds,
  everyModelSite,
  recordings,
} from "../support/every-model-fleet.ts";

const HOUR_MS = 3_600_000;
/** Three days before clocks change, so that the time that is read holds a day of 23 hours. */
const FROM_MS = Date.parse("2026-03-26T00:00:00Z");
const HOURS = 7 * 24;

const seed = "purity";
const resourceIds = ["one", "two", "three"];
const open = (ids: readonly string[] = resourceIds) =>
  createSimulator({ fleet: everyModelFleet(ids), seed, recordings });

/** A load at an instant of the week that is read. */
const place = fc.record({
  resourceId: fc.constantFrom(...resourceIds),
  loadId: fc.constantFrom(...everyModelLoadIds),
  atMs: fc.integer({ min: 0, max: HOURS * HOUR_MS - 1 }).map((ms) => FROM_MS + ms),
});
type Place = typeof place extends fc.Arbitrary<infer Value> ? Value : never;

const read = (simulator: Simulator, { resourceId, loadId, atMs }: Place): number =>
  simulator.readAt(atMs, { resourceIds: [resourceId], loadIds: [loadId] }).powerW[0] ?? -1;

/** What one simulator, read in order, gives at each of some places. */
function inOrder(places: readonly Place[]): number[] {
  const simulator = open();
  const answers = new Map<Place, number>();
  for (const one of [...places].sort((a, b) => a.atMs - b.atMs))
    answers.set(one, read(simulator, one));
  return places.map((one) => answers.get(one) ?? -1);
}

describe("what is proved", () => {
  it("is so of every model", () => {
    const kinds = modelSpec.options.map(({ shape }) => [...shape.model.values][0]);
    const proved = everyModelSite.loads.map(({ model }) => model?.model);
    expect([...new Set(proved)].sort()).toEqual([...kinds].sort());
  });
});

describe("a reading", () => {
  it("is the same in any order, from a simulator that was read before or never", () => {
    const warm = open();
    fc.assert(
      fc.property(fc.array(place, { minLength: 1, maxLength: 40 }), (places) => {
        const cold = open();
        const expected = inOrder(places);
        expect(places.map((one) => read(cold, one))).toEqual(expected);
        expect(places.map((one) => read(warm, one))).toEqual(expected);
      }),
      { numRuns: 15 },
    );
  });

  it("is the same in another fleet that has the site, beside others or alone", () => {
    const whole = open();
    fc.assert(
      fc.property(
        fc.shuffledSubarray(["one", "two", "three", "four", "five"], { minLength: 1 }),
        fc.integer({ min: 0, max: 30 }),
        fc.integer({ min: 0, max: HOURS - 1 }),
        (ids, strangers, hour) => {
          const fleet = everyModelFleet(ids);
          const [ven] = fleet.vens;
          const town = { resourceId: "x-{n}", name: "X {n}", site: "small", count: strangers + 1 };
          const simulator = createSimulator({
            fleet: {
              ...fleet,
              name: "another",
              sites: {
                small: { resourceType: "hut", loads: everyModelSite.loads.slice(0, 2) },
                ...fleet.sites,
              },
              vens: [
                { venId: "w", resources: [town] },
                { venId: "u", resources: ven?.resources ?? [] },
              ],
            },
            seed,
            recordings,
          });
          const shared = ids.filter((id) => resourceIds.includes(id));
          if (shared.length === 0) return;
          const choice = { resourceIds: shared };
          const powers = new Map<string, number>();
          const name = (r: { resourceId: string; loadId: string }) => `${r.resourceId}/${r.loadId}`;
          const atMs = FROM_MS + hour * HOUR_MS + 12_345;
          for (const one of simulator.readAt(atMs, choice)) powers.set(name(one), one.powerW);
          expect(powers.size).toBe(shared.length * everyModelLoadIds.length);
          for (const one of whole.readAt(atMs, choice))
            expect(powers.get(name(one))).toBe(one.powerW);
        },
      ),
      { numRuns: 15 },
    );
  });

  it("is the same at an instant, in a range of any step, in a stream of any batch, and over means", () => {
    const simulator = open();
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: HOURS * HOUR_MS }),
        fc.oneof(
          fc.integer({ min: 1, max: 8 * HOUR_MS }),
          fc.constantFrom(1_000, 60_000, 600_000, 900_000, HOUR_MS),
        ),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 5 }),
        (offset, stepMs, count, batch) => {
          const fromMs = FROM_MS + offset;
          const range = { fromMs, toMs: fromMs + count * stepMs, stepMs };
          const whole = open().range(range);
          const steps = [...whole.timestampMs];
          const single = steps.map((atMs) => simulator.readAt(atMs).powerW);
          const rows = whole.loads.length;
          for (let row = 0; row < rows; row += 1) {
            const powers = [...whole.powerW.subarray(row * count, (row + 1) * count)];
            expect(single.map((at) => at[row])).toEqual(powers);
          }
          for (const power of ["instant", "mean"] as const) {
            const parts = [...simulator.stream({ ...range, power }, batch)];
            const all = simulator.range({ ...range, power });
            for (let row = 0; row < rows; row += 1) {
              const streamed = parts.flatMap(({ timestampMs: { length }, powerW }) => [
                ...powerW.subarray(row * length, (row + 1) * length),
              ]);
              expect(streamed).toEqual([...all.powerW.subarray(row * count, (row + 1) * count)]);
            }
          }
        },
      ),
      { numRuns: 15 },
    );
  });

  it("differs with the seed, the site and the load", () => {
    const day = { fromMs: FROM_MS, toMs: FROM_MS + 24 * HOUR_MS, stepMs: 600_000 };
    const alike = ["constant", "profile"];
    const rows = (simulator: Simulator) =>
      everyModelLoadIds
        .filter((loadId) => !alike.includes(loadId))
        .flatMap((loadId) => {
          const { powerW, loads } = simulator.range({ ...day, loadIds: [loadId] });
          return [...loads.keys()].map((row) => powerW.subarray(row * 144, (row + 1) * 144).join());
        });
    const ours = rows(open());
    const theirs = rows(createSimulator({ fleet: everyModelFleet(resourceIds), recordings }));
    expect(new Set(ours).size).toBeGreaterThan(0.8 * ours.length);
    expect(ours.filter((row, at) => row === theirs[at]).length).toBeLessThan(0.2 * ours.length);
  });
});
