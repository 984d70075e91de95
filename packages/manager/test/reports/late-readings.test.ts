import type { NamedColumns, ReadingColumns } from "@ven/core";
import { describe, expect, it } from "vitest";
import { DeliveryWorld } from "../delivery/support/delivery-world.ts";

const START_MS = Date.UTC(2025, 0, 16, 12);

/** What one of the meters says at a tick: when, s, and W; `undefined` if it says nothing. */
type Said = readonly [atS: number, powerW: number] | undefined;

/** A world whose meters say this, tick after tick. */
async function worldThatSays(ticks: readonly (readonly Said[])[]) {
  const world = await DeliveryWorld.open({ resourceCount: 1, loadCount: ticks[0]?.length ?? 1 });
  const { meters } = world;
  let tick = -1;
  const simulator = new Proxy(meters, {
    get(target, name) {
      if (name === "increaseTime") {
        return () => {
          tick += 1;
          return target.increaseTime();
        };
      }
      if (name === "collectColumns") {
        return (venId: string): ReadingColumns => {
          const { layout } = target.collectColumns(venId);
          const said = ticks[tick] ?? [];
          return {
            layout,
            timestampMs: Float64Array.from(said, (one) => START_MS + (one?.[0] ?? 0) * 1_000),
            powerW: Float64Array.from(said, (one) => one?.[1] ?? Number.NaN),
          };
        };
      }
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  return { world, manager: await world.manager({ simulator }) };
}

/** What the VTN has, as `load@second=W`, sorted. */
function readingsOf({ vtn }: DeliveryWorld): readonly string[] {
  return vtn.vtn["3.1.0"].reports
    .flatMap(({ resources }) =>
      resources.map(({ resourceName, intervalPeriod, intervals }) => {
        const atS = (Date.parse(intervalPeriod?.start ?? "") - START_MS) / 1_000;
        const powerW = Math.round(Number(intervals[0]?.payloads[0]?.values[0]) * 1_000);
        return `${resourceName.split("/")[1]}@${atS}=${powerW}`;
      }),
    )
    .sort();
}

describe.concurrent("meters whose loads are read at different instants", () => {
  it.each<[string, readonly (readonly Said[])[], readonly string[]]>([
    [
      "report a load that is new beside one that is not, which is not reported again",
      [
        [
          [0, 100],
          [0, 1],
        ],
        [
          [0, 100],
          [10, 2],
        ],
        [
          [0, 100],
          [20, 3],
        ],
        [
          [20, 200],
          [30, 4],
        ],
      ],
      ["load_0@0=100", "load_0@20=200", "load_1@0=1", "load_1@10=2", "load_1@20=3", "load_1@30=4"],
    ],
    [
      "report a load that comes later of an instant that the VTN has of others",
      [
        [[0, 100], undefined],
        [
          [0, 100],
          [0, 1],
        ],
        [
          [0, 100],
          [0, 1],
        ],
      ],
      ["load_0@0=100", "load_1@0=1"],
    ],
    [
      "report loads whose clocks are not the same, each reading once",
      [
        [
          [10, 100],
          [5, 1],
        ],
        [
          [10, 100],
          [8, 2],
        ],
        [
          [10, 100],
          [10, 3],
        ],
        [
          [12, 110],
          [10, 3],
        ],
      ],
      ["load_0@10=100", "load_0@12=110", "load_1@10=3", "load_1@5=1", "load_1@8=2"],
    ],
    [
      "report what they say after their clock was set back",
      [
        [
          [100, 1],
          [100, 1],
        ],
        [
          [10, 2],
          [10, 2],
        ],
        [
          [20, 3],
          [20, 3],
        ],
      ],
      ["load_0@10=2", "load_0@100=1", "load_0@20=3", "load_1@10=2", "load_1@100=1", "load_1@20=3"],
    ],
  ])("%s", async (_, ticks, expected) => {
    const { world, manager } = await worldThatSays(ticks);
    await using _world = world;
    for (const _tick of ticks) await manager.generateReports();
    await manager.drain();
    expect(readingsOf(world)).toEqual([...expected].sort());
  });

  it("are all taken where a program gives the loads one by one", async () => {
    await using world = await DeliveryWorld.open({ resourceCount: 1, loadCount: 2 });
    const manager = await world.manager();
    const { layout } = world.meters.collectColumns("Herning");
    const only = (load: number): NamedColumns => ({
      layout: {
        ...layout,
        resourceIndex: Uint32Array.of(0),
        loadIndex: Uint16Array.of(load),
        rowCount: 1,
      },
      timestampMs: Float64Array.of(START_MS),
      powerW: Float64Array.of(100 + load),
    });
    for (const load of [0, 1, 1]) await manager.acceptReadings([only(load)]);
    const some = { layout, timestampMs: new Float64Array(2).fill(START_MS + 10_000) };
    for (const powerW of [Float64Array.of(7, Number.NaN), Float64Array.of(Number.NaN, 8)]) {
      await manager.acceptReadings([{ ...some, powerW }]);
    }
    await manager.drain();
    expect(readingsOf(world)).toEqual([
      "load_0@0=100",
      "load_0@10=7",
      "load_1@0=101",
      "load_1@10=8",
    ]);
  });
});
