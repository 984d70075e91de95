import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { fleetSource } from "@ven/core";
import { ManualClock } from "@ven/core/testing";
import { isWorldConflictError, MeterDataSimulator, syntheticMeters } from "@ven/simulator";
import { build } from "tsup";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { fleetOf, site } from "./support/small-fleet.ts";

const packageFolder = fileURLToPath(new URL("..", import.meta.url));
const source = fleetSource(fleetOf({ Herning: [site(1)], Ikast: [site(2)] }));
const otherSource = fleetSource(fleetOf({ Other: [site(3)] }));

afterEach(() => new MeterDataSimulator().reset());

describe("the shared world", () => {
  it("is joined by every new simulator", async () => {
    const one = new MeterDataSimulator();
    const two = new MeterDataSimulator();
    await one.initializeResources(["Herning"], { source });
    expect(two.isInitialized).toBe(true);
    expect(one.increaseTime()).toBe(1);
    expect(two.increaseTime()).toBe(2);
    expect(two.collectColumns("Herning")).toBe(one.collectColumns("Herning"));
    await two.updateResourceStatus("site-1", "SUSPENDED");
    expect(one.getVenResources("Herning", "APPROVED")).toEqual([]);
    two.reset();
    expect(one.isInitialized).toBe(false);
  });

  it("is left alone by isolated simulators", async () => {
    const shared = MeterDataSimulator.shared({ source });
    await shared.initializeResources();
    const isolated = MeterDataSimulator.isolated({ source: otherSource });
    await isolated.initializeResources();
    isolated.increaseTime();
    expect(shared.getVenList()).toEqual(["Herning", "Ikast"]);
    expect(shared.getStatistics().index).toBe(0);
    isolated.reset();
    expect(shared.isInitialized).toBe(true);
  });

  it("is configured once; saying the same again is fine", async () => {
    const clock = new ManualClock();
    MeterDataSimulator.shared({ source, seed: 7 });
    MeterDataSimulator.shared({ source, clock });
    const simulator = new MeterDataSimulator();
    await simulator.initializeResources(undefined, { source });
    MeterDataSimulator.shared({ source, seed: 7, clock });
    expect(simulator.collectColumns("Ikast").timestampMs[0]).toBe(clock.now());
  });

  it("refuses another source, seed, clock or model, and says to reset", async () => {
    MeterDataSimulator.shared({ source });
    const initialize = new MeterDataSimulator().initializeResources([], { source: otherSource });
    await expect(initialize).rejects.toSatisfy(isWorldConflictError);
    expect(() => MeterDataSimulator.shared({ source: otherSource })).toThrow(
      "the simulated meters already run with another source: call reset() first",
    );
    await new MeterDataSimulator().initializeResources();
    for (const option of [
      { seed: 7 },
      { clock: new ManualClock() },
      { meters: syntheticMeters() },
    ]) {
      expect(() => MeterDataSimulator.shared(option)).toThrow(
        `already run with another ${Object.keys(option)[0]}`,
      );
    }
  });

  it("takes nothing of a configuration that it refuses in part", async () => {
    MeterDataSimulator.shared({ source });
    const clock = new ManualClock(0);
    expect(() => MeterDataSimulator.shared({ clock, source: otherSource })).toThrow("source");
    const simulator = new MeterDataSimulator();
    await simulator.initializeResources();
    expect(simulator.collectColumns("Ikast").timestampMs[0]).not.toBe(0);
  });

  it("does not keep a source whose fleet could not be loaded", async () => {
    const broken = { ...source, loadVens: () => Promise.reject(new Error("no such file")) };
    const simulator = new MeterDataSimulator();
    await expect(simulator.initializeResources([], { source: broken })).rejects.toThrow("no such");
    await simulator.initializeResources(["Ikast"], { source });
    expect(simulator.getVenList()).toEqual(["Ikast"]);
  });

  it("forgets what it was configured with on reset", async () => {
    MeterDataSimulator.shared({ source, seed: 1 });
    new MeterDataSimulator().reset();
    const simulator = MeterDataSimulator.shared({ source: otherSource, seed: 2 });
    await simulator.initializeResources();
    expect(simulator.getVenList()).toEqual(["Other"]);
  });

  it("names both formats when another version of the package made it", () => {
    const holder = globalThis as Record<symbol, unknown>;
    const key = Symbol.for("@ven/simulator.world");
    const kept = holder[key];
    holder[key] = { version: 99 };
    try {
      expect(() => new MeterDataSimulator().getVenList()).toThrow(
        "two versions of @ven/simulator share this process, with worlds of format 99 and 1",
      );
    } finally {
      holder[key] = kept;
    }
  });
});

describe("the ESM and the CJS build in one process", () => {
  let folder: string;
  let esm: typeof import("@ven/simulator");
  let cjs: typeof import("@ven/simulator");

  beforeAll(async () => {
    // Below node_modules, so that nothing else looks into it.
    const cache = join(packageFolder, "node_modules", ".cache");
    mkdirSync(cache, { recursive: true });
    folder = mkdtempSync(join(cache, "world-"));
    await build({
      entry: { index: join(packageFolder, "src/index.ts") },
      format: ["esm", "cjs"],
      outDir: folder,
      tsconfig: join(packageFolder, "../../tsconfig.json"),
      noExternal: ["@ven/core"],
      platform: "neutral",
      config: false,
      silent: true,
    });
    esm = await import(pathToFileURL(join(folder, "index.js")).href);
    cjs = createRequire(import.meta.url)(join(folder, "index.cjs"));
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("share one world, and recognise each other's errors", async () => {
    expect(esm.MeterDataSimulator).not.toBe(cjs.MeterDataSimulator);
    const ours = new esm.MeterDataSimulator();
    const theirs = new cjs.MeterDataSimulator();
    await ours.initializeResources(["Herning"], { source });
    expect(theirs.getVenList()).toEqual(["Herning"]);
    expect(ours.increaseTime()).toBe(1);
    expect(theirs.increaseTime()).toBe(2);
    expect(theirs.collectNextMetering("Herning")).toEqual(ours.collectNextMetering("Herning"));
    expect(new MeterDataSimulator().getStatistics().index).toBe(2);
    expect(() => theirs.collectColumns("Ikast")).toThrow(expect.toSatisfy(esm.isUnknownVenError));
    theirs.reset();
    expect(ours.isInitialized).toBe(false);
  });

  it("read the same powers for the same seed, load and instant", async () => {
    const clock = new ManualClock();
    const read = async ({ MeterDataSimulator: Simulator }: typeof esm) => {
      const simulator = Simulator.isolated({ source, seed: 3, clock });
      await simulator.initializeResources();
      return [...simulator.collectColumns("Herning").powerW];
    };
    const powers = await read(esm);
    expect(powers).toHaveLength(2);
    expect(await read(cjs)).toEqual(powers);
  });
});
