import { ManualClock } from "@ven/core/testing";
import { createMockVtn, seedMockVtn, startMockVtn } from "@ven/mock-vtn";
import * as v301 from "@ven/openadr-schema/3.0.1";
import * as v310 from "@ven/openadr-schema/3.1.0";
import { describe, expect, it } from "vitest";
import { vtnCaller } from "../support/vtn-caller.ts";

describe("seedMockVtn", () => {
  it("gives both versions a program, a day of prices, a load shed and a wish for readings", async () => {
    const clock = new ManualClock(Date.UTC(2026, 0, 16, 12, 34));
    await using running = await startMockVtn({ clock, bearerToken: "t" });
    seedMockVtn(running.vtn);
    for (const [version, spec] of [
      ["3.0.1", v301],
      ["3.1.0", v310],
    ] as const) {
      const call = vtnCaller(running.vtnUrls[version], "t");
      const { body: programs } = await call<readonly v310.Program[]>("GET", "/programs");
      const { body: events } = await call<readonly v310.Event[]>("GET", "/events");
      expect(programs.map(({ programName }) => programName)).toEqual(["sample-program"]);
      expect(spec.programSchema.safeParse(programs[0]).error).toBeUndefined();
      for (const event of events) expect(spec.eventSchema.safeParse(event).error).toBeUndefined();
      const [prices, shed, metering] = events;
      expect(prices?.intervalPeriod).toEqual({ start: "2026-01-16T00:00:00Z", duration: "PT1H" });
      expect(prices?.intervals?.map(({ id }) => id)).toEqual(
        Array.from({ length: 24 }, (_, i) => i),
      );
      expect(shed?.intervalPeriod?.start).toBe("2026-01-16T17:00:00Z");
      expect(metering?.reportDescriptors).toMatchObject([{ payloadType: "READING", repeat: -1 }]);
    }
    const { body: active } = await vtnCaller(running.vtnUrls["3.1.0"], "t")<readonly object[]>(
      "GET",
      "/events?active=true",
    );
    expect(active).toHaveLength(3);
  });

  it("makes the same samples at the same instant, and once only", async () => {
    const clock = new ManualClock(Date.UTC(2026, 0, 16, 20));
    const [one, other] = [createMockVtn({ clock }), createMockVtn({ clock })];
    seedMockVtn(one);
    seedMockVtn(other);
    expect(one.snapshot()).toEqual(other.snapshot());
    seedMockVtn(one);
    expect(one.snapshot()).toEqual(other.snapshot());
    const [, shed] = one["3.1.0"].events;
    expect(shed?.intervalPeriod?.start).toBe("2026-01-17T17:00:00Z");
  });

  it("leaves what the VTN holds already", async () => {
    await using running = await startMockVtn();
    const call = vtnCaller(running.vtnUrls["3.1.0"]);
    await call("POST", "/programs", { programName: "mine" });
    seedMockVtn(running.vtn);
    const names = running.vtn["3.1.0"].programs.map(({ programName }) => programName);
    expect(names).toEqual(["mine", "sample-program"]);
    expect((await call("POST", "/programs", { programName: "next" })).body.id).toBe("program-10");
  });
});
