import { silentLogger, VenId } from "@ven/core";
import { ManualClock } from "@ven/core/testing";
import {
  findQuotedEvent,
  isNoReportEventError,
  peekQuotedEvent,
  quotedEventName,
  type VenManagerOptions,
} from "@ven/manager";
import { startMockVtn } from "@ven/mock-vtn";
import { createVtnClient, ensureProgram, ensureReportOnlyEvent } from "@ven/vtn-client";
import { describe, expect, it } from "vitest";
import { OpenAdrProfile } from "../../src/profiles/openadr-profile.ts";

const versions = ["3.0.1", "3.1.0"] as const;
const HOUR_MS = 3_600_000;
const START_MS = Date.UTC(2026, 10, 25, 22, 40);

/** A VTN, and profiles at it that share its clock. */
async function start(protocol: (typeof versions)[number]) {
  const clock = new ManualClock(START_MS);
  const running = await startMockVtn({ clock });
  const { vtn } = running;
  const vtnUrl = running.vtnUrls[protocol];
  const client = createVtnClient({ vtnUrl, protocol });
  const ven = { client };
  const names = () => {
    const events: readonly { readonly eventName?: string | null }[] = vtn[protocol].events;
    return events.map(({ eventName }) => eventName);
  };
  return {
    clock,
    vtn,
    client,
    ven,
    names,
    open: (options: Partial<VenManagerOptions> = {}) =>
      new OpenAdrProfile(protocol, { vtnUrl, clock, ...options }, silentLogger),
    /** How many requests are made meanwhile. */
    countRequests: async (work: () => Promise<unknown>) => {
      const before = vtn.requestCount;
      await work();
      return vtn.requestCount - before;
    },
    failNext: (status: number, operationId: "createEvent" | "searchAllEvents", times = 1) =>
      vtn.faults.add({ operationId, times, fault: { kind: "status", status } }),
    [Symbol.asyncDispose]: () => running.close(),
  };
}

describe.each(versions)("the event that reports quote over OpenADR %s", (protocol) => {
  it("is another one each hour of the clock, and the same within it", async () => {
    await using at = await start(protocol);
    const profile = at.open();
    const first = await profile.quoteEvent(at.ven);
    await at.clock.advance(19 * 60_000);
    expect(await at.countRequests(() => profile.quoteEvent(at.ven))).toBe(0);
    await at.clock.advance(60_000);
    const second = await profile.quoteEvent(at.ven);
    expect(second.programId).toBe(first.programId);
    expect(second.eventId).not.toBe(first.eventId);
    expect(at.names()).toEqual([
      "ven-telemetry 2026-11-25T22:00Z",
      "ven-telemetry 2026-11-25T23:00Z",
    ]);
    expect(at.vtn[protocol].events[1]?.intervalPeriod).toEqual({
      start: "2026-11-25T23:00:00Z",
      duration: "PT1500M",
    });
    await profile.close();
  });

  it("lasts as long as the options say", async () => {
    await using at = await start(protocol);
    const profile = at.open({ eventPeriodMs: 24 * HOUR_MS });
    const first = await profile.quoteEvent(at.ven);
    await at.clock.advance(HOUR_MS);
    expect(await profile.quoteEvent(at.ven)).toEqual(first);
    expect(at.names()).toEqual(["ven-telemetry 2026-11-25T00:00Z"]);
    await profile.close();
  });

  it("is found by the next process, and made once for all VENs that ask at a time", async () => {
    await using at = await start(protocol);
    const profile = at.open();
    const asked = Array.from({ length: 30 }, () => profile.quoteEvent(at.ven));
    const [first, ...others] = await Promise.all(asked);
    expect(new Set(others)).toEqual(new Set([first]));
    const next = at.open();
    expect(await next.quoteEvent(at.ven)).toEqual(first);
    expect(at.names()).toHaveLength(1);
    await Promise.all([profile.close(), next.close()]);
  });

  it("is one for all processes that want it at once", async () => {
    await using at = await start(protocol);
    await ensureProgram(at.client, { programName: "ven-telemetry" });
    const profiles = Array.from({ length: 5 }, () => at.open());
    await Promise.all(profiles.map((profile) => profile.quoteEvent(at.ven)));
    expect(at.names()).toHaveLength(1);
    const [kept] = at.vtn[protocol].events;
    for (const profile of profiles) {
      const { eventId } = await profile.quoteEvent(at.ven);
      // Who merely found one that was given up is told by the VTN, and asks again.
      if (eventId !== kept?.id) profile.doubtEvent(eventId);
      expect((await profile.quoteEvent(at.ven)).eventId).toBe(kept?.id);
      await profile.close();
    }
  });

  it("is an error for all that ask while the VTN fails, also in a new hour, and asked for again", async () => {
    await using at = await start(protocol);
    const profile = at.open();
    at.failNext(400, "createEvent");
    const failed = await Promise.allSettled([
      profile.quoteEvent(at.ven),
      profile.quoteEvent(at.ven),
    ]);
    expect(failed.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    const first = await profile.quoteEvent(at.ven);
    await at.clock.advance(HOUR_MS);
    at.failNext(400, "searchAllEvents");
    await expect(profile.quoteEvent(at.ven)).rejects.toMatchObject({ status: 400 });
    const second = await profile.quoteEvent(at.ven);
    expect(second.eventId).not.toBe(first.eventId);
    await profile.close();
  });

  it("is looked for anew once it is doubted, and no other event is", async () => {
    await using at = await start(protocol);
    const profile = at.open();
    const { eventId } = await profile.quoteEvent(at.ven);
    profile.doubtEvent("event-999");
    expect(await at.countRequests(() => profile.quoteEvent(at.ven))).toBe(0);
    profile.doubtEvent(eventId);
    expect((await profile.quoteEvent(at.ven)).eventId).toBe(eventId);
    await at.client.events.delete(eventId);
    profile.doubtEvent(eventId);
    expect((await profile.quoteEvent(at.ven)).eventId).not.toBe(eventId);
    expect(at.names()).toHaveLength(1);
    await profile.close();
  });

  it("is not lost for one that asks because another one gave up", async () => {
    await using at = await start(protocol);
    const profile = at.open();
    const giveUp = new AbortController();
    const one = profile.quoteEvent(at.ven, { signal: giveUp.signal });
    const other = profile.quoteEvent(at.ven);
    giveUp.abort();
    await expect(one).rejects.toBeDefined();
    expect((await other).eventId).toBe(at.vtn[protocol].events[0]?.id);
    await profile.close();
  });

  it("stays for ever where the options name it", async () => {
    await using at = await start(protocol);
    const { eventId } = await findQuotedEvent(at.client, { clock: at.clock }, {});
    const profile = at.open({ eventId });
    expect((await profile.quoteEvent(at.ven)).eventId).toBe(eventId);
    await at.clock.advance(100 * HOUR_MS);
    expect(await at.countRequests(() => profile.quoteEvent(at.ven))).toBe(0);
    expect(at.names()).toHaveLength(1);
    await profile.close();
  });

  it("is the lasting one that somebody made where this client may make none", async () => {
    await using at = await start(protocol);
    const { object: program } = await ensureProgram(at.client, { programName: "ven-telemetry" });
    at.failNext(403, "createEvent", 2);
    const profile = at.open();
    const refusal = await profile.quoteEvent(at.ven).catch((error: unknown) => error);
    expect(isNoReportEventError(refusal)).toBe(true);
    const registration = profile.registerVen(VenId("Herning"), undefined, {});
    await expect(registration).rejects.toMatchObject({ code: "NO_REPORT_EVENT" });
    const { id } = await at.client.events.create({
      programID: program.id,
      eventName: "ven-telemetry",
      intervals: [],
      reportDescriptors: [{ payloadType: "READING" }],
    });
    at.failNext(403, "createEvent");
    expect((await profile.quoteEvent(at.ven)).eventId).toBe(id);
    await profile.close();
  });

  it("can be looked at without making it", async () => {
    await using at = await start(protocol);
    const { clock } = at;
    expect(await peekQuotedEvent(at.client, { clock })).toBeUndefined();
    const made = await findQuotedEvent(at.client, { clock }, {});
    expect(await peekQuotedEvent(at.client, { clock })).toEqual(made);
    expect(quotedEventName({ clock })).toBe(at.names()[0]);
    await clock.advance(HOUR_MS);
    expect(await peekQuotedEvent(at.client, { clock })).toBeUndefined();
    const lasting = { programID: made.programId, eventName: "ven-telemetry" };
    const { object } = await ensureReportOnlyEvent(at.client, lasting);
    expect((await peekQuotedEvent(at.client, { clock }))?.eventId).toBe(object.id);
  });
});

describe("eventPeriodMs", () => {
  it.each([0, 59_999, 90_000, 32 * 24 * HOUR_MS, Number.NaN])("refuses %s", (eventPeriodMs) => {
    const options = { vtnUrl: "https://vtn.example.com", eventPeriodMs };
    expect(() => new OpenAdrProfile("3.1.0", options, silentLogger)).toThrow("eventPeriodMs");
  });
});
