import { outboxSinks, VenManager } from "@ven/manager";
import { startMockVtn } from "@ven/mock-vtn";
import { memoryOutbox } from "@ven/store";
import { expect, it } from "vitest";
import { fleetOf, ScriptedMeters } from "../support/fake-meters.ts";

it("a tick that waits for room in a full outbox does not keep the sender from making it, from the first on", async () => {
  const running = await startMockVtn();
  const { port } = running;
  await running.close();
  await using outbox = memoryOutbox({ maxReadings: 18, onFull: "block", sinks: outboxSinks() });
  const simulator = new ScriptedMeters(fleetOf(["Herning"], 3), (_, row) => row);
  const managerOn = () =>
    new VenManager({
      vtnUrl: running.vtnUrls["3.1.0"],
      protocol: "3.1.0",
      simulator,
      outbox,
      retryFirstMs: 20,
      retryLongestMs: 50,
    });
  const first = managerOn();
  await first.registerLoadVens(["Herning"]);
  expect(await first.generateReports()).toMatchObject({ sentCount: 0, waitingCount: 18 });
  await first.cleanup();

  // As a process that starts anew with what the last one left: nothing was sent by it yet.
  await using second = managerOn();
  await second.registerLoadVens(["Herning"]);
  const tick = second.generateReports();
  await using vtn = await startMockVtn({ port });
  expect(await tick).toMatchObject({ failedCount: 0 });
  await second.drain();
  expect(vtn.vtn["3.1.0"].reportCount).toBe(2);
});
