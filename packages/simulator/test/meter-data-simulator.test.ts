import { fleetSource, InvalidValueError, ResourceId, type ResourceSource } from "@ven/core";
import { ManualClock, RecordingLogger } from "@ven/core/testing";
import {
  isNoSourceError,
  isNotInitializedError,
  isUnknownResourceError,
  isUnknownVenError,
  MeterDataSimulator,
  type MeterDataSimulatorOptions,
  type MeterModel,
} from "@ven/simulator";
import { describe, expect, it } from "vitest";
import { fleetOf, meterPoint, site, WritableSource } from "./support/small-fleet.ts";

const town = fleetOf({
  Herning: [
    site(1),
    site(2, { status: "PENDING" }),
    site(3, { status: "SUSPENDED" }),
    site(4, { loads: [{ loadId: "load_2", kind: "plugs", ratedPowerW: 100 }] }),
  ],
  Ikast: [site(5)],
});

/** Counts its steps: load 0 reads the step, load 1 is missing on every odd step. */
const stepMeters: MeterModel = {
  openMeter: () => ({
    powerW: (load, { step }) => (load === 1 && step % 2 === 1 ? Number.NaN : 100 * load + step),
  }),
};

async function started(options: MeterDataSimulatorOptions = {}, venIds?: readonly string[]) {
  const simulator = MeterDataSimulator.isolated({ source: fleetSource(town), ...options });
  await simulator.initializeResources(venIds);
  return simulator;
}

describe("loading a fleet", () => {
  it("loads every VEN of the source, or only those that are named", async () => {
    expect((await started()).getVenList()).toEqual(["Herning", "Ikast"]);
    expect((await started({}, ["Ikast"])).getVenList()).toEqual(["Ikast"]);
  });

  it("takes the source with the call, too", async () => {
    const simulator = MeterDataSimulator.isolated();
    expect(simulator.isInitialized).toBe(false);
    await simulator.initializeResources(undefined, { source: fleetSource(town) });
    expect(simulator.isInitialized).toBe(true);
    expect(simulator.getVenList()).toEqual(["Herning", "Ikast"]);
  });

  it("says what to do when there is no source", async () => {
    const error = await MeterDataSimulator.isolated().initializeResources().catch(String);
    expect(error).toContain("pass { source }");
    await expect(MeterDataSimulator.isolated().initializeResources()).rejects.toSatisfy(
      isNoSourceError,
    );
  });

  it("names the VENs that there are when one is not known, and loads nothing", async () => {
    const simulator = MeterDataSimulator.isolated({ source: fleetSource(town) });
    const error = await simulator.initializeResources(["Herning", "Hernig"]).catch((e) => e);
    expect(isUnknownVenError(error) && error.knownVenIds).toEqual(["Herning", "Ikast"]);
    expect(error.message).toBe(
      'VEN "Hernig" is not known to the source of the fleet, which has "Herning", "Ikast": correct the name',
    );
    expect(simulator.isInitialized).toBe(false);
  });

  it("keeps what is loaded when more VENs are loaded, and goes on in time", async () => {
    const simulator = await started({ meters: stepMeters }, ["Herning"]);
    const { layout } = simulator.collectColumns("Herning");
    simulator.increaseTime();
    await simulator.initializeResources(["Ikast"]);
    expect(simulator.getVenList()).toEqual(["Herning", "Ikast"]);
    expect(simulator.collectColumns("Herning").layout).toBe(layout);
    expect(simulator.getStatistics().index).toBe(1);
  });

  it("reads a VEN anew when it is loaded again", async () => {
    const source = new WritableSource(town);
    const simulator = await started({ source });
    await source.updateResourceStatus(ResourceId("site-2"), "APPROVED");
    expect(simulator.getVenResources("Herning", "APPROVED")).toHaveLength(2);
    await simulator.initializeResources(["Herning"]);
    expect(simulator.getVenResources("Herning", "APPROVED")).toHaveLength(3);
  });

  it("warns of a VEN without an approved resource, and of a source without a VEN", async () => {
    const logger = new RecordingLogger();
    const source = fleetSource(fleetOf({ Empty: [site(1, { status: "PENDING" })] }));
    const simulator = await started({ source, logger });
    expect(logger.messages("warn")).toEqual([
      "VEN has no approved resource; it has nothing to report",
    ]);
    expect(simulator.collectNextMetering("Empty").size).toBe(0);
    expect(simulator.collectColumns("Empty").layout.rowCount).toBe(0);

    const noVenLogger = new RecordingLogger();
    await started({ source: fleetSource(fleetOf({})), logger: noVenLogger });
    expect(noVenLogger.messages("warn")).toEqual(["the source of the fleet has no VEN"]);
  });

  it("skips a resource without a meter, and warns of it once", async () => {
    const logger = new RecordingLogger();
    const meters: MeterModel = {
      openMeter: (resource, context) =>
        resource.name === "Site 1" ? undefined : stepMeters.openMeter(resource, context),
    };
    const simulator = await started({ meters, logger }, ["Herning"]);
    await simulator.updateResourceStatus("site-2", "APPROVED");
    const warnings = logger.records.filter(({ level }) => level === "warn");
    expect(warnings).toMatchObject([
      { message: "resource has no meter; it is skipped", fields: { resourceId: "site-1" } },
    ]);
    expect([...simulator.collectNextMetering("Herning").keys()]).toEqual(["site-2", "site-4"]);
    expect(simulator.getStatistics().vens).toMatchObject([{ unmeteredCount: 1 }]);
  });

  it("passes the abort signal on and leaves nothing half loaded", async () => {
    const controller = new AbortController();
    const source: ResourceSource = {
      ...fleetSource(town),
      async loadVenResources(venId, options) {
        expect(options?.signal).toBe(controller.signal);
        controller.abort(new Error("shutting down"));
        return fleetSource(town).loadVenResources(venId);
      },
    };
    const simulator = MeterDataSimulator.isolated({ source });
    const { signal } = controller;
    await expect(simulator.initializeResources(undefined, { signal })).rejects.toThrow(
      "shutting down",
    );
    expect(simulator.isInitialized).toBe(false);
  });

  it("loads nothing into a world that was reset meanwhile", async () => {
    const simulator = MeterDataSimulator.isolated({ source: fleetSource(town) });
    const loading = simulator.initializeResources();
    simulator.reset();
    await expect(loading).rejects.toThrow("overtaken by reset()");
    expect(simulator.isInitialized).toBe(false);
  });
});

describe("before a fleet is loaded", () => {
  it.each([
    ["increaseTime()", (simulator: MeterDataSimulator) => simulator.increaseTime()],
    ["collectNextMetering()", (simulator) => simulator.collectNextMetering("Herning")],
    ["collectColumns()", (simulator) => simulator.collectColumns("Herning")],
    ["getVenResources()", (simulator) => simulator.getVenResources("Herning")],
  ] satisfies [string, (simulator: MeterDataSimulator) => unknown][])(
    "%s says what to call first",
    (name, call) => {
      const simulator = MeterDataSimulator.isolated();
      expect(() => call(simulator)).toThrow(
        `${name} needs a loaded fleet: call \`await simulator.initializeResources(`,
      );
      expect(() => call(simulator)).toThrow(expect.toSatisfy(isNotInitializedError));
    },
  );

  it("lists no VEN and counts nothing", () => {
    const simulator = MeterDataSimulator.isolated();
    expect(simulator.getVenList()).toEqual([]);
    expect(simulator.getStatistics()).toMatchObject({ venCount: 0, resourceCount: 0, vens: [] });
  });
});

describe("collecting", () => {
  it("gives approved resources only, each with its readings", async () => {
    const clock = new ManualClock(Date.UTC(2025, 0, 16, 14));
    const simulator = await started({ meters: stepMeters, clock });
    const timestampMs = clock.now();
    expect([...simulator.collectNextMetering("Herning")]).toEqual([
      [
        "site-1",
        {
          resourceId: "site-1",
          meterPointId: meterPoint(1),
          readings: [
            { timestampMs, loadId: "load_0", powerW: 0 },
            { timestampMs, loadId: "load_1", powerW: 100 },
          ],
        },
      ],
      [
        "site-4",
        {
          resourceId: "site-4",
          meterPointId: meterPoint(4),
          readings: [{ timestampMs, loadId: "load_2", powerW: 0 }],
        },
      ],
    ]);
  });

  it("leaves a missing reading out of the map, and gives it as NaN in the columns", async () => {
    const simulator = await started({ meters: stepMeters });
    simulator.increaseTime();
    const [first] = simulator.collectNextMetering("Herning").values();
    expect(first?.readings.map(({ loadId, powerW }) => [loadId, powerW])).toEqual([["load_0", 1]]);
    expect([...simulator.collectColumns("Herning").powerW]).toEqual([1, Number.NaN, 1]);
  });

  it("names the resource and load of every row of the columns", async () => {
    const simulator = await started();
    const { layout, timestampMs } = simulator.collectColumns("Herning");
    const rows = Array.from({ length: layout.rowCount }, (_, row) => [
      layout.resources[layout.resourceIndex[row] ?? -1]?.name,
      layout.loadIds[layout.loadIndex[row] ?? -1],
    ]);
    expect(rows).toEqual([
      ["Site 1", "load_0"],
      ["Site 1", "load_1"],
      ["Site 4", "load_2"],
    ]);
    expect(new Set(timestampMs).size).toBe(1);
  });

  it("gives the same readings until the next step", async () => {
    let calls = 0;
    const meters: MeterModel = {
      openMeter: () => ({
        powerW: () => {
          calls += 1;
          return calls;
        },
      }),
    };
    const clock = new ManualClock();
    const simulator = await started({ meters, clock });
    const first = simulator.collectNextMetering("Herning");
    await clock.advance(10_000);
    expect(simulator.collectNextMetering("Herning")).toEqual(first);
    simulator.increaseTime();
    expect(simulator.collectNextMetering("Herning")).not.toEqual(first);
  });

  it("leaves columns that were given out as they are when time goes on", async () => {
    const simulator = await started({ meters: stepMeters });
    const before = simulator.collectColumns("Herning");
    const copy = [...before.powerW];
    simulator.increaseTime();
    simulator.collectColumns("Herning");
    expect([...before.powerW]).toEqual(copy);
  });

  it("writes into the caller's own columns, which no other caller gets", async () => {
    const simulator = await started({ meters: stepMeters });
    const shared = simulator.collectColumns("Herning");
    const { layout } = shared;
    const own = {
      layout,
      timestampMs: new Float64Array(layout.rowCount),
      powerW: new Float64Array(layout.rowCount),
    };
    expect(simulator.collectColumns("Herning", own)).toBe(own);
    expect(own).toEqual(shared);
    simulator.increaseTime();
    expect(simulator.collectColumns("Herning", own)).toBe(own);
    const later = simulator.collectColumns("Herning");
    expect(later).not.toBe(own);
    expect(own).toEqual(later);
    expect(own).not.toEqual(shared);
  });

  it("does not write into columns that it gave to whoever asks", async () => {
    const simulator = await started({ meters: stepMeters });
    const first = simulator.collectColumns("Herning");
    const copy = [...first.powerW];
    simulator.increaseTime();
    expect(simulator.collectColumns("Herning", first)).not.toBe(first);
    expect([...first.powerW]).toEqual(copy);
  });

  it("leaves columns alone that are of another layout", async () => {
    const simulator = await started({ meters: stepMeters });
    const { layout } = simulator.collectColumns("Ikast");
    const rowCount = layout.rowCount;
    const own = {
      layout,
      timestampMs: new Float64Array(rowCount),
      powerW: new Float64Array(rowCount),
    };
    expect(simulator.collectColumns("Herning", own)).toBe(simulator.collectColumns("Herning"));
    expect([...own.timestampMs]).toEqual(Array.from({ length: rowCount }, () => 0));
  });

  it("keeps the layout from step to step", async () => {
    const simulator = await started();
    const { layout } = simulator.collectColumns("Herning");
    simulator.increaseTime();
    expect(simulator.collectColumns("Herning").layout).toBe(layout);
  });

  it("refuses a VEN that was not loaded", async () => {
    const simulator = await started({}, ["Herning"]);
    expect(() => simulator.collectColumns("Ikast")).toThrow(expect.toSatisfy(isUnknownVenError));
    expect(() => simulator.collectNextMetering("Ikast")).toThrow(
      'which has "Herning": load it with initializeResources(["Ikast"])',
    );
  });
});

describe("a meter that fails", () => {
  it("has a missing reading, which is logged, and stops no other", async () => {
    const logger = new RecordingLogger();
    const simulator = MeterDataSimulator.isolated({
      source: fleetSource(fleetOf({ Herning: [site(1), site(2)] })),
      logger,
      meters: {
        openMeter: ({ resourceId }) => ({
          powerW(loadIndex) {
            if (resourceId === "site-1" && loadIndex === 0) throw new Error("bus is down");
            return 100;
          },
        }),
      },
    });
    await simulator.initializeResources();
    simulator.increaseTime();
    expect([...simulator.collectColumns("Herning").powerW]).toEqual([Number.NaN, 100, 100, 100]);
    expect(
      simulator.collectNextMetering("Herning").get(ResourceId("site-1"))?.readings,
    ).toHaveLength(1);
    expect(logger.records.filter(({ level }) => level === "warn")).toEqual([
      {
        level: "warn",
        message: "meter failed; reading is missing",
        fields: {
          venId: "Herning",
          resourceId: "site-1",
          name: "Site 1",
          loadId: "load_0",
          reason: "bus is down",
        },
      },
    ]);
  });
});

describe("time", () => {
  it("counts endlessly where nothing is replayed", async () => {
    const simulator = await started();
    expect([1, 2, 3].map(() => simulator.increaseTime())).toEqual([1, 2, 3]);
    expect(simulator.getStatistics()).toMatchObject({ index: 3 });
    expect(simulator.getStatistics()).not.toHaveProperty("stepCount");
  });

  it("begins anew after the last step", async () => {
    const laps: number[] = [];
    const meters: MeterModel = {
      stepCount: 3,
      openMeter: () => ({
        powerW: (_, { lap }) => {
          laps.push(lap);
          return 0;
        },
      }),
    };
    const simulator = await started({ meters }, ["Ikast"]);
    const steps = Array.from({ length: 5 }, () => {
      const step = simulator.increaseTime();
      simulator.collectColumns("Ikast");
      return step;
    });
    expect(steps).toEqual([1, 2, 0, 1, 2]);
    expect(laps).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 1, 1]);
  });

  it("stays at 0 where there is one step only", async () => {
    const simulator = await started({ meters: { ...stepMeters, stepCount: 1 } });
    expect([simulator.increaseTime(), simulator.increaseTime()]).toEqual([0, 0]);
  });

  it("gives every reading of a tick the instant of the step, in whole milliseconds", async () => {
    const clock = new ManualClock(Date.UTC(2025, 0, 16, 14) + 0.75);
    const simulator = await started({ clock });
    simulator.increaseTime();
    await clock.advance(3_000);
    const instants = ["Herning", "Ikast"].flatMap((venId) => [
      ...simulator.collectColumns(venId).timestampMs,
    ]);
    expect(new Set(instants)).toEqual(new Set([Date.UTC(2025, 0, 16, 14)]));
  });

  it("never repeats an instant, also when the clock stands still or goes back", async () => {
    const startAtMs = Date.UTC(2025, 0, 16, 14);
    const clock = new ManualClock(startAtMs);
    const simulator = await started({ clock });
    const instant = () => simulator.collectColumns("Ikast").timestampMs[0];
    const instants = [instant()];
    for (const nowAtMs of [startAtMs, startAtMs - 60_000, startAtMs + 5_000]) {
      clock.setWallTime(nowAtMs);
      simulator.increaseTime();
      instants.push(instant());
    }
    expect(instants).toEqual([startAtMs, startAtMs + 1, startAtMs + 2, startAtMs + 5_000]);
  });
});

describe("statuses", () => {
  it("writes a new status to the source first and meters the resource from then on", async () => {
    const source = new WritableSource(town);
    const simulator = await started({ source, meters: stepMeters });
    const { layout } = simulator.collectColumns("Herning");
    await simulator.updateResourceStatus("site-2", "APPROVED");
    expect(source.statuses[1]).toBe("APPROVED");
    const changed = simulator.collectColumns("Herning");
    expect(changed.layout).not.toBe(layout);
    expect(changed.layout.resources.map(({ name }) => name)).toEqual([
      "Site 1",
      "Site 2",
      "Site 4",
    ]);
    await simulator.updateResourceStatus("site-1", "SUSPENDED");
    expect([...simulator.collectNextMetering("Herning").keys()]).toEqual(["site-2", "site-4"]);
  });

  it("changes nothing when the source cannot be written", async () => {
    const source = new WritableSource(town);
    source.writeError = new Error("database is read-only");
    const simulator = await started({ source });
    await expect(simulator.updateResourceStatus("site-2", "APPROVED")).rejects.toThrow("read-only");
    expect(simulator.getVenResources("Herning", "APPROVED")).toHaveLength(2);
  });

  it("changes the status here alone when the source takes no changes", async () => {
    const simulator = await started();
    await simulator.updateResourceStatus("site-2", "APPROVED");
    expect(simulator.getVenResources("Herning", "APPROVED")).toHaveLength(3);
  });

  it("refuses a resource or a status that does not exist", async () => {
    const simulator = await started();
    await expect(simulator.updateResourceStatus("site-9", "APPROVED")).rejects.toSatisfy(
      isUnknownResourceError,
    );
    await expect(simulator.updateResourceStatus("site-1", "approved")).rejects.toThrow(
      InvalidValueError,
    );
  });

  it("writes nothing once it is aborted", async () => {
    const source = new WritableSource(town);
    const simulator = await started({ source });
    const signal = AbortSignal.abort(new Error("stopped"));
    await expect(simulator.updateResourceStatus("site-2", "APPROVED", { signal })).rejects.toThrow(
      "stopped",
    );
    expect(source.statuses[1]).toBe("PENDING");
  });

  it("lists the resources of a VEN by status", async () => {
    const simulator = await started();
    const names = (status?: "APPROVED" | "PENDING" | "SUSPENDED") =>
      simulator.getVenResources("Herning", status).map(({ name }) => name);
    expect(names()).toEqual(["Site 1", "Site 2", "Site 3", "Site 4"]);
    expect(names("APPROVED")).toEqual(["Site 1", "Site 4"]);
    expect(names("PENDING")).toEqual(["Site 2"]);
    expect(names("SUSPENDED")).toEqual(["Site 3"]);
  });
});

it("counts resources and loads in all, per VEN and per status", async () => {
  const counts = (resourceCount: number, loadCount: number) => ({ resourceCount, loadCount });
  const simulator = await started({ meters: { ...stepMeters, stepCount: 8 } });
  simulator.increaseTime();
  expect(simulator.getStatistics()).toEqual({
    venCount: 2,
    ...counts(5, 9),
    byStatus: { APPROVED: counts(3, 5), PENDING: counts(1, 2), SUSPENDED: counts(1, 2) },
    vens: [
      {
        venId: "Herning",
        ...counts(4, 7),
        byStatus: { APPROVED: counts(2, 3), PENDING: counts(1, 2), SUSPENDED: counts(1, 2) },
        unmeteredCount: 0,
      },
      {
        venId: "Ikast",
        ...counts(1, 2),
        byStatus: { APPROVED: counts(1, 2), PENDING: counts(0, 0), SUSPENDED: counts(0, 0) },
        unmeteredCount: 0,
      },
    ],
    index: 1,
    stepCount: 8,
  });
});

it("forgets the fleet and the time on reset, and can be loaded again with the same options", async () => {
  const simulator = await started({ meters: stepMeters });
  simulator.increaseTime();
  simulator.reset();
  expect(simulator.isInitialized).toBe(false);
  expect(simulator.getVenList()).toEqual([]);
  await simulator.initializeResources();
  expect(simulator.getStatistics().index).toBe(0);
  expect(simulator.collectColumns("Ikast").powerW[1]).toBe(100);
});

describe("reading on from tick to tick", () => {
  it("gives what a simulator gives that is asked for the first time, whatever is kept meanwhile", async () => {
    const startAtMs = Date.parse("2025-03-04T11:58:35Z");
    const clock = new ManualClock(startAtMs);
    const reading = await started({ clock });
    const venIds = ["Herning", "Ikast"];
    const seen = new Set<number>();
    for (let tick = 0; tick < 60; tick += 1) {
      await clock.advance(tick % 7 === 6 ? 95_000 : 10_000);
      reading.increaseTime();
      const fresh = await started({ clock: new ManualClock(clock.now()) });
      for (const venId of venIds) {
        const columns = reading.collectColumns(venId);
        expect(columns.timestampMs[0]).toBe(clock.now());
        expect(columns.powerW).toEqual(fresh.collectColumns(venId).powerW);
        for (const powerW of columns.powerW) seen.add(powerW);
        // What a caller does with its columns is its own affair.
        columns.powerW.fill(-1);
      }
    }
    expect(seen.size).toBeGreaterThan(50);
  });

  it("asks meters again once they are not steady any more", async () => {
    const clock = new ManualClock(0);
    let askedCount = 0;
    const meters: MeterModel = {
      openMeter: () => ({
        powerW: (_load, { atMs }) => {
          askedCount += 1;
          return Math.floor(atMs / 60_000);
        },
        steadyUntilMs: ({ atMs }) => (Math.floor(atMs / 60_000) + 1) * 60_000,
      }),
    };
    const simulator = await started({ clock, meters }, ["Ikast"]);
    const perTick = simulator.collectColumns("Ikast").powerW.length;
    for (let tick = 1; tick <= 30; tick += 1) {
      await clock.advance(10_000);
      simulator.increaseTime();
      expect(simulator.collectColumns("Ikast").powerW[0]).toBe(Math.floor(clock.now() / 60_000));
    }
    expect(askedCount).toBe(perTick * 6);
  });
});
