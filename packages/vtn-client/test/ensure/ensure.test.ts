import { type MockVtnOptions, type RunningMockVtn, startMockVtn } from "@ven/mock-vtn";
import type { OpenAdrVersion } from "@ven/openadr-schema";
import type { Event as Event301 } from "@ven/openadr-schema/3.0.1";
import type { Resource as Resource310 } from "@ven/openadr-schema/3.1.0";
import {
  createVtnClient,
  type EnsuredEvent,
  type EnsuredProgram,
  type EnsuredVen,
  ensureProgram,
  ensureReportOnlyEvent,
  ensureResource,
  ensureResources,
  ensureVen,
  isOneVenPerClientError,
  isVenNameTakenError,
  type Stored,
  type VtnClient,
} from "@ven/vtn-client";
import { describe, expect, expectTypeOf, it } from "vitest";

const versions = ["3.0.1", "3.1.0"] as const;

async function start(protocol: OpenAdrVersion, options: MockVtnOptions = {}) {
  const vtn = await startMockVtn(options);
  return { vtn, client: connect(vtn, protocol), [Symbol.asyncDispose]: () => vtn.close() };
}

function connect(vtn: RunningMockVtn, protocol: OpenAdrVersion, clientId?: string): VtnClient {
  const vtnUrl = vtn.vtnUrls[protocol];
  if (clientId === undefined) return createVtnClient({ vtnUrl, protocol });
  const auth = { kind: "clientCredentials", clientId, clientSecret: "s" } as const;
  return createVtnClient({ vtnUrl, protocol, auth });
}

describe.each(versions)("over OpenADR %s", (protocol) => {
  it("ensureVen registers a VEN once, however often it is asked", async () => {
    await using at = await start(protocol);
    const first = await ensureVen(at.client, { venName: "Herning" });
    const second = await ensureVen(at.client, { venName: "Herning" });
    expect([first.created, second.created]).toEqual([true, false]);
    expect(second.object.id).toBe(first.object.id);
    expect(at.vtn.vtn[protocol].vens).toHaveLength(1);
  });

  it("settles races: many at once make one VEN, one resource and one program", async () => {
    await using at = await start(protocol);
    const clients = Array.from({ length: 8 }, () => connect(at.vtn, protocol));
    const vens = await Promise.all(
      clients.map((client) => ensureVen(client, { venName: "Herning" })),
    );
    const [ven] = vens;
    expect(new Set(vens.map(({ object }) => object.id)).size).toBe(1);
    expect(vens.filter(({ created }) => created)).toHaveLength(1);
    const wanted = { venID: ven?.object.id ?? "", resourceName: "Pub/load_0" };
    const resources = await Promise.all(clients.map((client) => ensureResource(client, wanted)));
    expect(resources.filter(({ created }) => created)).toHaveLength(1);
    const programs = await Promise.all(
      clients.map((client) => ensureProgram(client, { programName: "metering" })),
    );
    expect(programs.filter(({ created }) => created)).toHaveLength(1);
    const { programs: made, resources: registered } = at.vtn.vtn[protocol];
    expect([made.length, registered.length]).toEqual([1, 1]);
    await Promise.all(clients.map((client) => client.close()));
  });

  it("settles on one report-only event, although event names are not unique", async () => {
    await using at = await start(protocol);
    const clients = Array.from({ length: 5 }, () => connect(at.vtn, protocol));
    const { object: program } = await ensureProgram(at.client, { programName: "metering" });
    const wanted = { programID: program.id, eventName: "telemetry" };
    const events = await Promise.all(
      clients.map((client) => ensureReportOnlyEvent(client, wanted)),
    );
    expect(new Set(events.map(({ object }) => object.id)).size).toBe(1);
    expect(at.vtn.vtn[protocol].events).toHaveLength(1);
    expect(at.vtn.vtn[protocol].events[0]).toMatchObject({
      ...wanted,
      intervalPeriod: { duration: "P9999Y" },
      reportDescriptors: [
        { payloadType: "READING", readingType: "DIRECT_READ", units: "KW", repeat: -1 },
      ],
    });
    await Promise.all(clients.map((client) => client.close()));
  });

  it("says plainly that a VTN allows one VEN per OAuth client, and names the one it shows", async () => {
    await using at = await start(protocol, {
      clients: [
        { clientId: "one", clientSecret: "s", role: "VEN" },
        { clientId: "two", clientSecret: "s", role: "VEN" },
      ],
      personality: { oneVenPerClient: true },
    });
    const [one, two] = [connect(at.vtn, protocol, "one"), connect(at.vtn, protocol, "two")];
    await ensureVen(one, { venName: "Herning" });
    const error = await ensureVen(one, { venName: "Ikast" }).catch((reason: unknown) => reason);
    expect(isOneVenPerClientError(error)).toBe(true);
    expect(String(error)).toMatch(/"Ikast" with 409.*"Herning".*N VENs need N credentials/);
    expect((await ensureVen(two, { venName: "Ikast" })).created).toBe(true);
    await Promise.all([one.close(), two.close()]);
  });

  it("says that a name is taken where a client without a VEN may not see who has it", async () => {
    await using at = await start(protocol, {
      clients: [
        { clientId: "one", clientSecret: "s", role: "VEN" },
        { clientId: "two", clientSecret: "s", role: "VEN" },
      ],
    });
    const [one, two] = [connect(at.vtn, protocol, "one"), connect(at.vtn, protocol, "two")];
    const { object } = await ensureVen(one, { venName: "N" });
    const asked = ensureVen(two, { venName: "N" });
    if (protocol === "3.0.1") {
      // Every client sees every VEN there.
      expect(await asked).toMatchObject({ created: false, object: { id: object.id } });
    } else {
      const error = await asked.catch((reason: unknown) => reason);
      expect(isVenNameTakenError(error)).toBe(true);
      expect(error).toMatchObject({
        code: "VEN_NAME_TAKEN",
        isRetryable: false,
        message: expect.stringContaining('"N" with 409, and this OAuth client has no VEN there'),
        cause: { code: "VTN_PROBLEM", status: 409 },
      });
    }
    await Promise.all([one.close(), two.close()]);
  });

  it("ensureResources registers what is missing, page by page, and one failure stops no other", async () => {
    await using at = await start(protocol);
    const { object: ven } = await ensureVen(at.client, { venName: "Herning" });
    const { object: other } = await ensureVen(at.client, { venName: "Ikast" });
    const name = (index: number) => ({ resourceName: `Site ${index}/load_0` });
    await ensureResources(at.client, other.id, [name(0), name(1)]);
    const half = Array.from({ length: 60 }, (_, index) => name(index * 2));
    expect(
      new Set((await ensureResources(at.client, ven.id, half)).map(({ kind }) => kind)),
    ).toEqual(new Set(["created"]));
    const whole = Array.from({ length: 120 }, (_, index) => name(index));
    const outcomes = await ensureResources(at.client, ven.id, [...whole, { resourceName: "" }]);
    expect(outcomes.map(({ kind }) => kind)).toEqual([
      ...whole.map((_, index) => (index % 2 === 0 ? "found" : "created")),
      "failed",
    ]);
    expect(at.vtn.vtn[protocol].resources.filter(({ venID }) => venID === ven.id)).toHaveLength(
      120,
    );
  });

  it.each(["", undefined, "x".repeat(129)])(
    "refuses the name %j, by which nothing could be found, before it asks",
    async (name) => {
      await using at = await start(protocol);
      const missing = name as string;
      const refused = [
        [ensureVen(at.client, { venName: missing }), "venName"],
        [ensureProgram(at.client, { programName: missing }), "programName"],
        [ensureReportOnlyEvent(at.client, { programID: "p", eventName: missing }), "eventName"],
        [ensureResource(at.client, { venID: "v", resourceName: missing }), "resourceName"],
      ] as const;
      for (const [ensured, subject] of refused) {
        await expect(ensured).rejects.toMatchObject({ code: "INVALID_VALUE", subject });
      }
      expect(at.vtn.vtn.requests).toHaveLength(0);
    },
  );

  it("refuses an id that no VTN can have given, before it asks", async () => {
    await using at = await start(protocol);
    const id = undefined as unknown as string;
    const refused = [
      [ensureReportOnlyEvent(at.client, { programID: id, eventName: "e" }), "programID"],
      [ensureResource(at.client, { venID: id, resourceName: "r" }), "venID"],
      [ensureResources(at.client, id, [{ resourceName: "r" }]), "venID"],
    ] as const;
    for (const [ensured, subject] of refused) {
      await expect(ensured).rejects.toMatchObject({ code: "INVALID_VALUE", subject });
    }
    expect(at.vtn.vtn.requests).toHaveLength(0);
  });

  it("stops registering when it is told to", async () => {
    await using at = await start(protocol);
    const { object: ven } = await ensureVen(at.client, { venName: "Herning" });
    const controller = new AbortController();
    controller.abort(new Error("enough"));
    const resources = [{ resourceName: "a" }, { resourceName: "b" }];
    await expect(
      ensureResources(at.client, ven.id, resources, { signal: controller.signal }),
    ).rejects.toThrow();
    expect(at.vtn.vtn[protocol].resources).toHaveLength(0);
  });
});

it("gives objects of the version of its client", () => {
  type Of<Ensure extends (...input: never[]) => Promise<{ readonly object: unknown }>> = Awaited<
    ReturnType<Ensure>
  >["object"];
  const old = (client: VtnClient<"3.0.1">) => ({
    ven: () => ensureVen(client, { venName: "Herning" }),
    event: () => ensureReportOnlyEvent(client, { programID: "p", eventName: "e" }),
  });
  const recent = (client: VtnClient<"3.1.0">) => ({
    program: () => ensureProgram(client, { programName: "P" }),
    resource: () => ensureResource(client, { venID: "v", resourceName: "r" }),
  });
  const either = (client: VtnClient) => ensureVen(client, { venName: "Herning" });
  type Old = ReturnType<typeof old>;
  type Recent = ReturnType<typeof recent>;
  expectTypeOf<Of<Old["event"]>>().toEqualTypeOf<Stored<Event301>>();
  expectTypeOf<Of<Recent["resource"]>>().toEqualTypeOf<Stored<Resource310>>();
  expectTypeOf<Of<Old["ven"]>>().toEqualTypeOf<EnsuredVen<"3.0.1">>();
  expectTypeOf<Of<Recent["program"]>>().toEqualTypeOf<EnsuredProgram<"3.1.0">>();
  // A VEN of 3.0.1 lists its resources, one of 3.1.0 names its client.
  expectTypeOf<EnsuredVen<"3.0.1">>().toHaveProperty("resources");
  expectTypeOf<EnsuredVen<"3.1.0">>().not.toHaveProperty("resources");
  expectTypeOf<EnsuredEvent>().toEqualTypeOf<EnsuredEvent<"3.0.1"> | EnsuredEvent<"3.1.0">>();
  expectTypeOf<Of<typeof either>>().toEqualTypeOf<EnsuredVen>();
});
