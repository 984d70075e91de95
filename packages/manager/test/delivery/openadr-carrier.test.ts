import { silentLogger, VenId, VtnVenId } from "@ven/core";
import { ManualClock } from "@ven/core/testing";
import type { OpenAdrVen } from "@ven/manager";
import { createVtnClient } from "@ven/vtn-client";
import { expect, it } from "vitest";
import { OpenAdrCarrier } from "../../src/delivery/openadr-carrier.ts";
import { wholeReadings } from "./support/kept-readings.ts";

it("gives a report that cannot be written out as refused, so that it is halved and the rest arrives", async () => {
  await using client = createVtnClient({ vtnUrl: "http://127.0.0.1:9", protocol: "3.1.0" });
  const ven: OpenAdrVen = {
    protocol: "3.1.0",
    venId: VenId("Herning"),
    vtnVenId: VtnVenId("v"),
    programId: "program-1",
    eventId: "event-1",
    client,
  };
  const carrier = new OpenAdrCarrier(new ManualClock(), silentLogger, () => Promise.resolve({}));
  // No report holds ticks of two layouts.
  const slices = [0, 1].map((entryIndex) => ({ entryIndex, ...wholeReadings(3) }));
  const part = { reportName: "report", slices, readingCount: 6 };
  const outcome = await carrier.send(ven, part, {});
  expect(outcome).toEqual({
    kind: "refused",
    reason: expect.stringContaining("layout"),
    isUnsent: true,
  });
});
