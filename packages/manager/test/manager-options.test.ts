import { isInvalidValueError } from "@ven/core";
import { outboxSinks, VenManager } from "@ven/manager";
import { memoryOutbox } from "@ven/store";
import { describe, expect, it } from "vitest";
import { fleetOf, ScriptedMeters } from "./support/fake-meters.ts";

const vtnUrl = "http://127.0.0.1:9/openadr3";

describe("the options of a VenManager", () => {
  it.each<[unknown, string]>([
    [undefined, "give an object"],
    [{ vtnUrl, protocl: "3.1.0" }, "did you mean protocol?"],
    [{ vtnUrl, protocol: "4" }, "give flat, 3.0.1 or 3.1.0"],
    [{ vtnUrl, filter: 3 }, "give a function of a reading"],
  ])("refuse %o", (options, message) => {
    const make = () => new VenManager(options as { vtnUrl: string });
    expect(make).toThrow(message);
    expect(make).toThrow(expect.toSatisfy(isInvalidValueError));
  });

  it("refuse an outbox that was not opened for the sinks, before anything is kept", async () => {
    const sink = {
      name: "mine",
      write: () => Promise.resolve(),
      markDelivered: () => Promise.resolve(),
    };
    const simulator = new ScriptedMeters(fleetOf(["Herning"], 1), () => 1);
    await using outbox = memoryOutbox({ sinks: outboxSinks() });
    await using manager = new VenManager({ vtnUrl, simulator, outbox, sinks: [sink] });
    await simulator.initializeResources();
    await expect(manager.acceptReadings([simulator.collectColumns("Herning")])).rejects.toThrow(
      'it has no sink "mine": open it with sinks: outboxSinks([...])',
    );
    expect((await outbox.status()).readingCount).toBe(0);
  });
});
