import { fleetSource, keyedRandom } from "@ven/core";
import { ManualClock } from "@ven/core/testing";
import { type CommandingEvent, eventCommands, VenManager } from "@ven/manager";
import { startMockVtn } from "@ven/mock-vtn";
import { createSimulator, fleetResources, MeterDataSimulator } from "@ven/simulator";
import { createVtnClient } from "@ven/vtn-client";
import { describe, expect, it } from "vitest";

const nowAtMs = Date.parse("2026-01-14T12:00:00Z");
const options = { version: "3.1.0", nowAtMs, random: keyedRandom("test") } as const;
const HOUR_MS = 3_600_000;

/** An event of an hour at 17:00 with these payloads. */
const eventOf = (...payloads: readonly { type: string; values: (number | string)[] }[]) => ({
  id: "event-1",
  intervalPeriod: { start: "2026-01-14T17:00:00Z", duration: "PT1H" },
  intervals: [{ id: 0, payloads }],
});

describe("the commands of an event", () => {
  it("are what its payloads ask of each load, when they ask it", () => {
    const event: CommandingEvent = {
      ...eventOf(
        { type: "SIMPLE", values: [2] },
        { type: "PRICE", values: [0.9] },
        { type: "DISPATCH_SETPOINT", values: [-1.5] },
      ),
      priority: 3,
    };
    const startMs = Date.parse("2026-01-14T17:00:00Z");
    const span = { startMs, endMs: startMs + HOUR_MS, priority: 3 };
    expect(eventCommands(event, options)).toEqual({
      commands: [
        { id: "event-1/0.0.0/shed", action: { kind: "shed", level: 2 }, ...span },
        { id: "event-1/0.0.0/price", action: { kind: "price", perKwh: 0.9 }, ...span },
        { id: "event-1/0.0.0/dispatch", action: { kind: "dispatch", powerW: -1_500 }, ...span },
      ],
      unheeded: [],
    });
  });

  it("follow its intervals, packed values and repetitions, as far as they are asked for", () => {
    const event = {
      ...eventOf({ type: "SIMPLE", values: [1, 2] }),
      duration: "P9999Y",
    };
    const { commands } = eventCommands(event, { ...options, untilAtMs: nowAtMs + 7 * HOUR_MS });
    expect(commands.map(({ action, startMs, endMs = 0 }) => [action, endMs - startMs])).toEqual([
      [{ kind: "shed", level: 1 }, HOUR_MS / 2],
      [{ kind: "shed", level: 2 }, HOUR_MS / 2],
      [{ kind: "shed", level: 1 }, HOUR_MS / 2],
      [{ kind: "shed", level: 2 }, HOUR_MS / 2],
    ]);
    expect(new Set(commands.map(({ id }) => id)).size).toBe(4);
    expect(commands.every(({ priority = 0 }) => priority > 1_000)).toBe(true);
  });

  it("limit loads where they are named one by one, and tell what is not heeded", () => {
    const event = {
      ...eventOf(
        { type: "IMPORT_CAPACITY_LIMIT", values: [3.7] },
        { type: "GHG", values: [200] },
        { type: "PRICE", values: [30] },
        { type: "SIMPLE", values: [9] },
      ),
      payloadDescriptors: [{ payloadType: "PRICE", units: "THERMS" }],
    };
    expect(eventCommands(event, options)).toEqual({
      commands: [],
      unheeded: [
        "IMPORT_CAPACITY_LIMIT: it is of a whole site or VEN, and loads know limits of their own only",
        "GHG: no simulated load understands it",
        "PRICE: it is in THERMS, not in KWH",
        "SIMPLE: its levels are 0, 1, 2 and 3",
      ],
    });
    const targets = { kinds: ["ev-charging"] };
    expect(eventCommands(event, { ...options, targets }).commands).toMatchObject([
      { action: { kind: "powerLimit", limitW: 3_700 }, targets },
    ]);
  });

  it("are none where it was cancelled", () => {
    const event = {
      ...eventOf({ type: "SIMPLE", values: [3] }),
      intervalPeriod: { start: "0000-00-00", duration: "PT0S" },
    };
    expect(eventCommands(event, options).commands).toEqual([]);
  });
});

it("lets a fleet answer an event of its VTN, which the reports show", async () => {
  const clock = new ManualClock(Date.parse("2026-01-14T16:55:00Z"));
  await using vtn = await startMockVtn({ clock });
  const vtnUrl = vtn.vtnUrls["3.1.0"];
  const meters = createSimulator({ fleet: "one-pub", clock });
  const source = fleetSource(fleetResources(meters.fleet));
  const simulator = MeterDataSimulator.isolated({ source, meters: meters.meters(), clock });
  await simulator.initializeResources();
  await using manager = new VenManager({ vtnUrl, protocol: "3.1.0", simulator });
  const [venId = ""] = simulator.getVenList();
  await manager.registerLoadVen(venId);

  await using client = createVtnClient({ vtnUrl, protocol: "3.1.0" });
  const program = await client.programs.create({ programName: "evening" });
  const shed = eventOf({ type: "SIMPLE", values: [3] });
  await client.events.create({ ...shed, programID: program.id, eventName: "peak" });
  for await (const event of client.events.search({ programID: program.id })) {
    const { commands } = eventCommands(event, { ...options, nowAtMs: clock.now() });
    for (const command of commands) meters.receive(command);
  }

  const reportedKw = async () => {
    await manager.generateReports();
    const [newest] = vtn.vtn["3.1.0"].reports.slice(-1);
    const values = newest?.resources.flatMap(({ intervals }) => intervals[0]?.payloads[0]?.values);
    return (values ?? []).reduce<number>((sum, value) => sum + Number(value), 0);
  };
  const usualKw = () =>
    meters
      .counterfactual()
      .readAt()
      .powerW.reduce((sum, powerW) => sum + powerW / 1_000, 0);
  expect(await reportedKw()).toBeCloseTo(usualKw(), 6);
  await clock.advance(35 * 60_000);
  expect(await reportedKw()).toBeLessThan(0.8 * usualKw());
});
