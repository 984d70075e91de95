import {
  defineFleet,
  type FleetDefinition,
  InvalidValueError,
  type Resource,
  type ResourceSource,
} from "@ven/core";
import {
  FleetConflictError,
  InvalidRowError,
  isFleetConflictError,
  isInvalidRowError,
  isUnknownResourceError,
  openStore,
  type ResourceRegistry,
  UnknownResourceError,
} from "@ven/store";
import Database from "better-sqlite3";
import fc from "fast-check";
import { describe, expect, expectTypeOf, it } from "vitest";
import { HOUSE, meterPoint, PUB, SCHOOL, smallFleet } from "../support/small-fleet.ts";
import { temporaryFile } from "../support/temporary-folder.ts";

/** Everything a registry holds, VEN by VEN. */
async function everything(registry: ResourceRegistry): Promise<readonly Resource[]> {
  const resources: Resource[] = [];
  for (const { venId } of await registry.loadVens()) {
    resources.push(...(await registry.loadVenResources(venId)));
  }
  return resources;
}

describe("ResourceRegistry", () => {
  it("is a source of resources for whoever takes one", () => {
    expectTypeOf<ResourceRegistry>().toExtend<ResourceSource>();
  });

  it("gives back VENs, resources and loads exactly as they were seeded, in their order", async () => {
    const fleet = smallFleet();
    await using store = await openStore({ path: temporaryFile() });
    await store.registry.seedFleet(fleet);
    expect(await store.registry.loadVens()).toStrictEqual(fleet.vens);
    expect(await everything(store.registry)).toStrictEqual(fleet.resources);
  });

  it("gives back any valid fleet exactly", async () => {
    await using store = await openStore({ path: ":memory:" });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(resourceInput, { maxLength: 4 }), async (inputs) => {
        run += 1;
        const venId = `ven-${run}`;
        const fleet = defineFleet({
          name: "any",
          vens: [
            {
              venId,
              resources: inputs.map((input, r) => ({
                ...input,
                resourceId: `${run}.${r} ${input.name}`.slice(0, 128),
                name: `${r} ${input.name}`.slice(0, 128),
                meterPointId: meterPoint(run * 10 + r),
              })),
            },
          ],
        });
        await store.registry.seedFleet(fleet);
        expect(await store.registry.loadVenResources(venId)).toStrictEqual(fleet.resources);
        const again = await store.registry.seedFleet(fleet);
        expect(again.resourcesUnchanged).toBe(inputs.length);
      }),
    );
  });

  it("knows no resources of a VEN that it does not know", async () => {
    await using store = await openStore({ path: ":memory:" });
    expect(await store.registry.loadVenResources("Viborg")).toEqual([]);
    await expect(store.registry.loadVenResources("  ")).rejects.toThrow(InvalidValueError);
  });

  it.each(["loadVens", "loadVenResources", "updateResourceStatus", "seedFleet", "statistics"])(
    "%s does nothing for a caller who has given up",
    async (method) => {
      await using store = await openStore({ path: ":memory:" });
      const { registry } = store;
      const call = { signal: AbortSignal.abort(new Error("never mind")) };
      const calls: Record<string, () => Promise<unknown>> = {
        loadVens: () => registry.loadVens(call),
        loadVenResources: () => registry.loadVenResources("Herning", call),
        updateResourceStatus: () => registry.updateResourceStatus("r-pub", "PENDING", call),
        seedFleet: () => registry.seedFleet(smallFleet(), call),
        statistics: () => registry.statistics(call),
      };
      await expect(calls[method]?.()).rejects.toThrow("never mind");
      expect(await registry.loadVens()).toEqual([]);
    },
  );

  it("takes a fleet back when the caller gives up while it is being seeded", async () => {
    await using store = await openStore({ path: ":memory:" });
    const caller = new AbortController();
    const seeding = store.registry.seedFleet(smallFleet(), { signal: caller.signal });
    caller.abort(new Error("never mind"));
    await expect(seeding).rejects.toThrow("never mind");
    expect(await store.registry.loadVens()).toEqual([]);
  });
});

describe("updateResourceStatus", () => {
  it("changes one resource and is remembered", async () => {
    const path = temporaryFile();
    {
      await using store = await openStore({ path });
      await store.registry.seedFleet(smallFleet());
      await store.registry.updateResourceStatus("r-house", "APPROVED");
      await store.registry.updateResourceStatus("r-house", "APPROVED");
    }
    await using store = await openStore({ path });
    const statuses = (await everything(store.registry)).map(({ status }) => status);
    expect(statuses).toEqual(["APPROVED", "APPROVED", "SUSPENDED"]);
  });

  it("refuses a resource that it does not hold", async () => {
    const path = temporaryFile();
    await using store = await openStore({ path });
    const error: unknown = await store.registry
      .updateResourceStatus("r-nobody", "APPROVED")
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(UnknownResourceError);
    expect(isUnknownResourceError(error)).toBe(true);
    expect(error).toMatchObject({
      resourceId: "r-nobody",
      message: `resource "r-nobody" is not in ${path}; check its id, or seed the fleet that it belongs to`,
    });
  });

  it("refuses a status that does not exist", async () => {
    await using store = await openStore({ path: ":memory:" });
    await expect(store.registry.updateResourceStatus("r-pub", "approved")).rejects.toThrow(
      "use APPROVED, PENDING, SUSPENDED",
    );
  });
});

describe("seedFleet", () => {
  it("changes nothing the second time", async () => {
    await using store = await openStore({ path: ":memory:" });
    expect(await store.registry.seedFleet(smallFleet())).toEqual({
      vensAdded: 2,
      resourcesAdded: 3,
      resourcesUpdated: 0,
      resourcesUnchanged: 0,
      statusesKept: 0,
    });
    expect(await store.registry.seedFleet(smallFleet())).toEqual({
      vensAdded: 0,
      resourcesAdded: 0,
      resourcesUpdated: 0,
      resourcesUnchanged: 3,
      statusesKept: 0,
    });
    expect(await everything(store.registry)).toStrictEqual(smallFleet().resources);
  });

  it("never changes the status that an operator gave a resource", async () => {
    await using store = await openStore({ path: ":memory:" });
    await store.registry.seedFleet(smallFleet());
    await store.registry.updateResourceStatus("r-pub", "SUSPENDED");
    const again = await store.registry.seedFleet(
      smallFleet([{ ...PUB, name: "Murphy's Bar" }, HOUSE]),
    );
    expect(again).toMatchObject({ resourcesUpdated: 1, resourcesUnchanged: 2, statusesKept: 1 });
    const [pub] = await store.registry.loadVenResources("Herning");
    expect(pub).toMatchObject({ name: "Murphy's Bar", status: "SUSPENDED" });
  });

  it.each<[string, Partial<typeof PUB>]>([
    ["name", { name: "Murphy's Bar" }],
    ["type", { resourceType: "restaurant" }],
    ["meter point", { meterPointId: meterPoint(99) }],
    ["location", { location: { latitudeDeg: 56.1364, longitudeDeg: 8.9767 } }],
    ["external id", { externalResourceId: "4712" }],
    ["highest consumption", { maxConsumptionW: 20_000 }],
    ["highest production", { maxProductionW: 1 }],
    ["number of loads", { loads: PUB.loads.slice(0, 1) }],
    ["order of loads", { loads: [...PUB.loads].reverse() }],
    ["power of a load", { loads: PUB.loads.map((load) => ({ ...load, ratedPowerW: 1 })) }],
    ["kind of a load", { loads: PUB.loads.map((load) => ({ ...load, kind: "sauna" })) }],
  ])("updates a resource whose %s changed, in its old place", async (_, change) => {
    await using store = await openStore({ path: ":memory:" });
    await store.registry.seedFleet(smallFleet());
    const changed = smallFleet([{ ...PUB, ...change }, HOUSE]);
    expect(await store.registry.seedFleet(changed)).toMatchObject({
      resourcesAdded: 0,
      resourcesUpdated: 1,
      resourcesUnchanged: 2,
    });
    expect(await everything(store.registry)).toStrictEqual(changed.resources);
  });

  it("forgets what a resource no longer has", async () => {
    await using store = await openStore({ path: ":memory:" });
    await store.registry.seedFleet(smallFleet());
    const { location: _, externalResourceId: __, maxConsumptionW: ___, ...bare } = PUB;
    const changed = smallFleet([bare, HOUSE]);
    await store.registry.seedFleet(changed);
    expect(await everything(store.registry)).toStrictEqual(changed.resources);
  });

  it("adds newcomers after those it knows and deletes nobody", async () => {
    await using store = await openStore({ path: ":memory:" });
    await store.registry.seedFleet(smallFleet([HOUSE]));
    const result = await store.registry.seedFleet(smallFleet([PUB]));
    expect(result).toMatchObject({ vensAdded: 0, resourcesAdded: 1, resourcesUnchanged: 1 });
    const ids = (await store.registry.loadVenResources("Herning")).map((r) => r.resourceId);
    expect(ids).toEqual(["r-house", "r-pub"]);
  });

  it("lets two resources swap their names and meter points", async () => {
    await using store = await openStore({ path: ":memory:" });
    await store.registry.seedFleet(smallFleet());
    const swapped = smallFleet([
      { ...PUB, name: HOUSE.name, meterPointId: HOUSE.meterPointId },
      { ...HOUSE, name: PUB.name, meterPointId: PUB.meterPointId },
    ]);
    expect(await store.registry.seedFleet(swapped)).toMatchObject({ resourcesUpdated: 2 });
    expect(await everything(store.registry)).toStrictEqual(swapped.resources);
  });

  it("moves a resource to another VEN", async () => {
    await using store = await openStore({ path: ":memory:" });
    await store.registry.seedFleet(smallFleet());
    const moved = defineFleet({
      name: "moved",
      vens: [{ venId: "Aulum", resources: [SCHOOL, HOUSE] }],
    });
    await store.registry.seedFleet(moved);
    const names = async (venId: string) =>
      (await store.registry.loadVenResources(venId)).map(({ name }) => name);
    expect(await names("Herning")).toEqual(["Murphy's Pub"]);
    expect(await names("Aulum")).toEqual(["Fredensgade 3", "Skolen"]);
  });

  it.each<[string, FleetDefinition, string]>([
    [
      "meter point",
      defineFleet({
        name: "other",
        vens: [{ venId: "Viborg", resources: [{ ...PUB, resourceId: "r-new", name: "New" }] }],
      }),
      `resources "r-pub" and "r-new" would both have meter point ${meterPoint(1)}`,
    ],
    [
      "name within a VEN",
      defineFleet({
        name: "other",
        vens: [
          {
            venId: "Herning",
            resources: [{ ...PUB, resourceId: "r-new", meterPointId: meterPoint(9) }],
          },
        ],
      }),
      `resources "r-pub" and "r-new" would both have the name "Murphy's Pub" in VEN "Herning"`,
    ],
  ])(
    "refuses a fleet that would make a %s exist twice, and writes nothing",
    async (_, other, text) => {
      const path = temporaryFile();
      await using store = await openStore({ path });
      await store.registry.seedFleet(smallFleet());
      const error: unknown = await store.registry
        .seedFleet(other)
        .catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(FleetConflictError);
      expect(isFleetConflictError(error)).toBe(true);
      expect((error as Error).message).toContain(
        `fleet "other" cannot be seeded into ${path}: ${text}; change one`,
      );
      expect(await store.registry.loadVens()).toHaveLength(2);
      expect(await everything(store.registry)).toStrictEqual(smallFleet().resources);
    },
  );

  it("writes nothing of a fleet that breaks a rule which defineFleet would have found", async () => {
    await using store = await openStore({ path: ":memory:" });
    const { name, vens, resources } = smallFleet();
    const broken = resources.map((resource, r) =>
      r === 1
        ? { ...resource, loads: resource.loads.map((l) => ({ ...l, ratedPowerW: 0 })) }
        : resource,
    );
    await expect(store.registry.seedFleet({ name, vens, resources: broken })).rejects.toMatchObject(
      {
        code: "STORE_FAILED",
        message: expect.stringContaining("CHECK constraint failed: rated_power_w > 0"),
      },
    );
    expect(await store.registry.loadVens()).toEqual([]);
  });

  it("takes a fleet of thousands in one go", async () => {
    await using store = await openStore({ path: ":memory:" });
    const resources = Array.from({ length: 1_501 }, (_, r) => ({
      ...PUB,
      resourceId: `r-${r}`,
      name: `Pub ${r}`,
      meterPointId: meterPoint(r),
    }));
    const fleet = defineFleet({ name: "large", vens: [{ venId: "Herning", resources }] });
    expect(await store.registry.seedFleet(fleet)).toMatchObject({ resourcesAdded: 1_501 });
    expect(await store.registry.loadVenResources("Herning")).toStrictEqual(fleet.resources);
    const moved = {
      ...fleet,
      resources: fleet.resources.map((r) => ({ ...r, name: `${r.name}.` })),
    };
    expect(await store.registry.seedFleet(moved)).toMatchObject({ resourcesUpdated: 1_501 });
    expect(await store.registry.loadVenResources("Herning")).toStrictEqual(moved.resources);
  });
});

describe("statistics", () => {
  it("counts in all and per VEN, VENs without resources included", async () => {
    await using store = await openStore({ path: ":memory:" });
    await store.registry.seedFleet(smallFleet());
    await store.registry.seedFleet(
      defineFleet({ name: "empty", vens: [{ venId: "Viborg", resources: [] }] }),
    );
    expect(await store.registry.statistics()).toEqual({
      resourceCount: 3,
      loadCount: 3,
      byStatus: { APPROVED: 1, PENDING: 1, SUSPENDED: 1 },
      vens: [
        {
          venId: "Herning",
          resourceCount: 2,
          loadCount: 3,
          byStatus: { APPROVED: 1, PENDING: 1, SUSPENDED: 0 },
        },
        {
          venId: "Aulum",
          resourceCount: 1,
          loadCount: 0,
          byStatus: { APPROVED: 0, PENDING: 0, SUSPENDED: 1 },
        },
        {
          venId: "Viborg",
          resourceCount: 0,
          loadCount: 0,
          byStatus: { APPROVED: 0, PENDING: 0, SUSPENDED: 0 },
        },
      ],
    });
  });
});

describe("a row that somebody else wrote", () => {
  async function editedFile(sql: string): Promise<string> {
    const path = temporaryFile();
    {
      await using store = await openStore({ path });
      await store.registry.seedFleet(smallFleet());
    }
    const database = new Database(path);
    database.exec(sql);
    database.close();
    return path;
  }

  it.each([
    [
      "a metering point whose check digit is wrong",
      "update resources set meter_point_id = '571313174000000010' where resource_id = 'r-pub'",
      "resources",
      'resource "r-pub": MeterPointId "571313174000000010" is not valid: its last digit must be',
    ],
    [
      "a load id with a line break",
      "update loads set load_id = 'load' || char(10) where load_id = 'load_1'",
      "loads",
      "remove the control characters",
    ],
    [
      "a VEN id with a line break",
      "insert into vens (ven_id) values ('a' || char(10))",
      "vens",
      "remove the control characters",
    ],
  ])("is refused with file, table and row: %s", async (_, sql, table, text) => {
    const path = await editedFile(sql);
    await using store = await openStore({ path });
    const error: unknown = await everything(store.registry).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(InvalidRowError);
    expect(isInvalidRowError(error)).toBe(true);
    expect(error).toMatchObject({ path, table });
    expect((error as Error).message).toContain(`${path}, table ${table}, `);
    expect((error as Error).message).toContain(text);
    expect((error as Error).message).not.toContain("\n");
  });

  it("is put right by seeding the fleet again", async () => {
    const path = await editedFile(
      "update resources set meter_point_id = '571313174000000010' where resource_id = 'r-pub'",
    );
    await using store = await openStore({ path });
    expect(await store.registry.seedFleet(smallFleet())).toMatchObject({ resourcesUpdated: 1 });
    expect(await everything(store.registry)).toStrictEqual(smallFleet().resources);
  });

  it.each([
    "update resources set status = 'approved'",
    "update resources set meter_point_id = '57131317400000001x'",
    "update resources set latitude_deg = 91 where latitude_deg is not null",
    "update resources set longitude_deg = null where longitude_deg is not null",
    "update resources set max_consumption_w = 'a lot'",
    "update resources set name = ''",
    "update resources set ven_id = 'nobody'",
    "update loads set rated_power_w = 0",
    "delete from vens",
  ])("is refused by the tables themselves: %s", async (sql) => {
    await expect(editedFile(sql)).rejects.toThrow(/constraint failed|cannot store TEXT/);
  });
});

const finite = (min: number, max: number) =>
  fc.double({ min, max, noNaN: true }).map((value) => (value === 0 ? 0 : value));
const text = (maxLength: number) =>
  fc
    .string({ unit: "grapheme", minLength: 1, maxLength: Math.floor(maxLength / 2) })
    // biome-ignore lint/suspicious/noControlCharactersInRegex: ids may not hold them
    .map((value) => value.replace(/[\u0000-\u001f\u007f]/g, "·").slice(0, maxLength))
    .filter((value) => value.trim() !== "");

const resourceInput = fc.record(
  {
    name: text(60),
    resourceType: text(64),
    status: fc.constantFrom("APPROVED", "PENDING", "SUSPENDED"),
    location: fc.record({ latitudeDeg: finite(-90, 90), longitudeDeg: finite(-180, 180) }),
    externalResourceId: text(128),
    maxConsumptionW: finite(0, 1e12),
    maxProductionW: finite(0, 1e12),
    loads: fc.uniqueArray(
      fc.record({
        loadId: text(64),
        kind: text(64),
        ratedPowerW: finite(Number.MIN_VALUE, 1e12),
      }),
      { selector: ({ loadId }) => loadId, maxLength: 4 },
    ),
  },
  { requiredKeys: ["name", "resourceType", "status", "loads"] },
);
