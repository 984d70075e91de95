import { ManualClock } from "@ven/core/testing";
import { startMockVtn } from "@ven/mock-vtn";
import type { OpenAdrVersion } from "@ven/openadr-schema";
import {
  createVtnClient,
  ensureProgram,
  ensureReportOnlyEvent,
  findReportOnlyEvent,
  type VtnClient,
} from "@ven/vtn-client";
import { describe, expect, it, vi } from "vitest";

const versions = ["3.0.1", "3.1.0"] as const;

/** A mock VTN with a program, and a clock that it shares with its clients. */
async function start(protocol: OpenAdrVersion) {
  const clock = new ManualClock();
  const running = await startMockVtn({ clock });
  const client = createVtnClient({ vtnUrl: running.vtnUrls[protocol], protocol });
  const { object: program } = await ensureProgram(client, { programName: "metering" });
  const wanted = { programID: program.id, eventName: "telemetry" };
  return {
    clock,
    client,
    wanted,
    vtn: running.vtn,
    /** The ids of the events of the wanted name. */
    events: () => {
      const events: readonly { readonly id?: string; readonly eventName?: string | null }[] =
        running.vtn[protocol].events;
      return events.filter(({ eventName }) => eventName === "telemetry").map(({ id }) => id);
    },
    [Symbol.asyncDispose]: () => running.close(),
  };
}

type Started = Awaited<ReturnType<typeof start>>;

/** Makes events of another name, after which the ids of those made next sort backwards: 9, 10. */
async function useUpIds({ client, wanted }: Started): Promise<void> {
  for (let count = 0; count < 7; count += 1) {
    await client.events.create({ ...wanted, eventName: "other", intervals: [] });
  }
}

/** Two clients that found no event and are about to create it, at a VTN whose dates are whole seconds. */
async function startRace({ client, wanted, clock, events }: Started) {
  let readyCount = 0;
  const contestant = () => {
    let letCreate: (() => void) | undefined;
    const mayCreate = new Promise<void>((resolve) => {
      letCreate = resolve;
    });
    const slow = slowClient(client, () => {
      readyCount += 1;
      return mayCreate;
    });
    const ensured = ensureReportOnlyEvent(slow, wanted, { clock });
    return {
      ensured,
      /** Resolves when its event is there and it waits for its second look. */
      create: async () => {
        const timerCount = clock.pendingTimerCount;
        letCreate?.();
        await vi.waitFor(() => expect(clock.pendingTimerCount).toBe(timerCount + 1));
      },
    };
  };
  const [one, two] = [contestant(), contestant()];
  await vi.waitFor(() => expect(readyCount).toBe(2));
  expect(events()).toEqual([]);
  return { one, two };
}

/** A client that sees dates of whole seconds, and creates its events only once it may. */
function slowClient(client: VtnClient, mayCreate: () => Promise<void>): VtnClient {
  const { events } = client as VtnClient<"3.1.0">;
  const cut = <Event extends { readonly createdDateTime?: string }>(event: Event): Event => ({
    ...event,
    createdDateTime: (event.createdDateTime ?? "").replace(/\.\d+/, ""),
  });
  const slow: typeof events = {
    get: (id, options) => events.get(id, options),
    update: (id, body, options) => events.update(id, body, options),
    delete: (id, options) => events.delete(id, options),
    async *search(query, options) {
      for await (const event of events.search(query, options)) yield cut(event);
    },
    create: async (body, options) => {
      await mayCreate();
      return cut(await events.create(body, options));
    },
  };
  return { ...client, events: slow } as VtnClient;
}

describe.each(versions)("ensureReportOnlyEvent over OpenADR %s", (protocol) => {
  it.each([
    ["prices, and asks for no report", { reportDescriptors: [] }],
    ["prices, and asks for the report too", {}],
    ["reports of another payload type", { intervals: [{ id: 0, payloads: [] }] }],
  ])("creates its own beside an event of the name that is of %s", async (_, change) => {
    await using at = await start(protocol);
    const payloadType = "intervals" in change ? "USAGE" : "READING";
    const { id: otherId } = await at.client.events.create({
      ...at.wanted,
      intervalPeriod: { start: "2026-01-16T10:00:00Z", duration: "PT1H" },
      intervals: [{ id: 0, payloads: [{ type: "PRICE", values: [0.3] }] }],
      reportDescriptors: [{ payloadType }],
      ...change,
    });
    const ensure = () => ensureReportOnlyEvent(at.client, at.wanted);
    const first = await ensure();
    expect(first.created).toBe(true);
    expect(first.object.id).not.toBe(otherId);
    const again = await ensure();
    expect([again.created, again.object.id]).toEqual([false, first.object.id]);
    expect(at.events()).toHaveLength(2);
  });

  it("takes an event of somebody else that asks for the payload type, among others", async () => {
    await using at = await start(protocol);
    const { id } = await at.client.events.create({
      ...at.wanted,
      intervals: [],
      reportDescriptors: [{ payloadType: "USAGE" }, { payloadType: "READING" }],
    });
    const ensured = await ensureReportOnlyEvent(at.client, at.wanted);
    expect([ensured.created, ensured.object.id]).toEqual([false, id]);
  });

  it.each([
    ["first", false],
    ["last", true],
  ])(
    "settles for one event of one second where the id of the one made first sorts %s",
    async (_, isBackwards) => {
      await using at = await start(protocol);
      if (isBackwards) await useUpIds(at);
      const { one, two } = await startRace(at);
      await one.create();
      await at.clock.advance(900);
      await two.create();
      const madeIds = at.events();
      await at.clock.advance(1_000);
      const both = await Promise.all([one.ensured, two.ensured]);
      const keptId = [...madeIds].sort()[0];
      expect(both.map(({ object }) => object.id)).toEqual([keptId, keptId]);
      expect(both.map(({ created }) => created)).toEqual([!isBackwards, isBackwards]);
      expect(at.events()).toEqual([keptId]);
    },
  );

  it("keeps the event of the second before, also where its maker looked before there was another", async () => {
    await using at = await start(protocol);
    await useUpIds(at);
    const { one, two } = await startRace(at);
    await one.create();
    await at.clock.advance(1_000);
    const kept = await one.ensured;
    await two.create();
    await at.clock.advance(1_000);
    const late = await two.ensured;
    expect([kept.created, late.created]).toEqual([true, false]);
    expect(late.object.id).toBe(kept.object.id);
    expect(at.events()).toEqual([kept.object.id]);
  });

  it("may give who merely looks an event that its maker then gives up; asked again, the one that stays", async () => {
    await using at = await start(protocol);
    await useUpIds(at);
    const { one, two } = await startRace(at);
    await one.create();
    const early = await ensureReportOnlyEvent(at.client, at.wanted);
    await two.create();
    await at.clock.advance(1_000);
    await Promise.all([one.ensured, two.ensured]);
    expect(at.events()).not.toContain(early.object.id);
    const late = await ensureReportOnlyEvent(at.client, at.wanted);
    expect([late.object.id, late.created]).toEqual([at.events()[0], false]);
  });

  it("ends its pause when it is told to", async () => {
    await using at = await start(protocol);
    const controller = new AbortController();
    const slow = slowClient(at.client, () => Promise.resolve());
    const options = { clock: at.clock, signal: controller.signal };
    const ensured = ensureReportOnlyEvent(slow, at.wanted, options);
    const refused = expect(ensured).rejects.toThrow("enough");
    await vi.waitFor(() => expect(at.clock.pendingTimerCount).toBe(1));
    controller.abort(new Error("enough"));
    await refused;
  });
});

describe.each(versions)("the newest report-only events over OpenADR %s", (protocol) => {
  /** Makes an event each hour, of which the last is of the wanted name. */
  async function seed(at: Started, count: number): Promise<void> {
    for (let hour = 0; hour < count; hour += 1) {
      const eventName = hour === count - 1 ? at.wanted.eventName : `${at.wanted.eventName} ${hour}`;
      await at.client.events.create({
        ...at.wanted,
        eventName,
        intervals: [],
        reportDescriptors: [{ payloadType: "READING" }],
      });
      await at.clock.advance(3_600_000);
    }
  }

  it("finds an event of today without reading those of the months before", async () => {
    await using at = await start(protocol);
    await seed(at, 300);
    const requestCount = at.vtn.requestCount;
    const options = { clock: at.clock, madeWithinMs: 7_200_000 };
    const found = await ensureReportOnlyEvent(at.client, at.wanted, options);
    expect([found.created, found.object.id]).toEqual([false, at.events()[0]]);
    const known = await findReportOnlyEvent(at.client, at.wanted, options);
    expect(known?.id).toBe(found.object.id);
    const asked = at.vtn.requests.slice(requestCount - at.vtn.requestCount);
    expect(asked.every(({ method }) => method === "GET")).toBe(true);
    const singles = asked.filter(({ query }) => query.limit === "1");
    expect(asked.length - singles.length).toBeLessThanOrEqual(6);
  });

  it("finds an event that is older than it should be for a client that may make none", async () => {
    await using at = await start(protocol);
    await seed(at, 60);
    for (let hour = 0; hour < 140; hour += 1) {
      await at.client.events.create({ ...at.wanted, eventName: "other", intervals: [] });
      await at.clock.advance(3_600_000);
    }
    const options = { clock: at.clock, madeWithinMs: 3_600_000 };
    at.vtn.faults.add({ operationId: "createEvent", fault: { kind: "status", status: 403 } });
    expect(await findReportOnlyEvent(at.client, at.wanted, options)).toBeUndefined();
    const { object, created } = await ensureReportOnlyEvent(at.client, at.wanted, options);
    expect([object.id, created]).toEqual([at.events()[0], false]);
  });
});
