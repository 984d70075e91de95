import {
  type FleetDefinition,
  type Resource,
  ResourceId,
  ResourceStatus,
  type Ven,
  VenId,
} from "@ven/core";
import { UnknownResourceError } from "../errors/unknown-resource-error.ts";
import type { StoreConnection } from "../sqlite/store-connection.ts";
import type { StoreCallOptions } from "../ven-store.ts";
import { countFleet } from "./count-fleet.ts";
import type { RegistryStatistics } from "./registry-statistics.ts";
import type { ResourceRegistry } from "./resource-registry.ts";
import { explained, resourceOf } from "./resource-rows.ts";
import type { SeedResult } from "./seed-result.ts";
import { groupByResource, writeFleet } from "./write-fleet.ts";

/** The {@link ResourceRegistry} of a SQLite file. */
export class SqliteRegistry implements ResourceRegistry {
  readonly #connection: StoreConnection;

  constructor(connection: StoreConnection) {
    this.#connection = connection;
  }

  loadVens({ signal }: StoreCallOptions = {}): Promise<readonly Ven[]> {
    const { path } = this.#connection;
    return this.#connection.read({
      doing: "read VENs from",
      signal,
      work: async (db) => {
        const rows = await db.selectFrom("vens").select("ven_id").orderBy("position").execute();
        return rows.map(({ ven_id }) => ({
          venId: explained(path, "vens", `VEN ${JSON.stringify(ven_id)}`, () => VenId(ven_id)),
        }));
      },
    });
  }

  async loadVenResources(
    venId: string,
    { signal }: StoreCallOptions = {},
  ): Promise<readonly Resource[]> {
    const wanted = VenId(venId);
    const { path } = this.#connection;
    return this.#connection.read({
      doing: "read resources from",
      signal,
      work: async (db) => {
        const rows = await db
          .selectFrom("resources")
          .selectAll()
          .where("ven_id", "=", wanted)
          .orderBy("position")
          .execute();
        const loadRows = await db
          .selectFrom("loads")
          .innerJoin("resources", "resources.resource_id", "loads.resource_id")
          .selectAll("loads")
          .where("ven_id", "=", wanted)
          .orderBy("loads.resource_id")
          .orderBy("ordinal")
          .execute();
        const loads = groupByResource(loadRows);
        return rows.map((row) => resourceOf(path, row, loads.get(row.resource_id) ?? []));
      },
    });
  }

  async updateResourceStatus(
    resourceId: string,
    status: string,
    { signal }: StoreCallOptions = {},
  ): Promise<void> {
    const wanted = ResourceId(resourceId);
    const newStatus = ResourceStatus(status);
    const { path } = this.#connection;
    await this.#connection.write({
      doing: "change a resource's status in",
      signal,
      work: async (db) => {
        const { numUpdatedRows } = await db
          .updateTable("resources")
          .set({ status: newStatus })
          .where("resource_id", "=", wanted)
          .executeTakeFirst();
        if (numUpdatedRows === 0n) throw new UnknownResourceError(wanted, path);
      },
    });
  }

  seedFleet(fleet: FleetDefinition, { signal }: StoreCallOptions = {}): Promise<SeedResult> {
    const { path } = this.#connection;
    return this.#connection.write({
      doing: "seed a fleet into",
      signal,
      work: (db) => writeFleet(db, fleet, path),
    });
  }

  statistics({ signal }: StoreCallOptions = {}): Promise<RegistryStatistics> {
    const { path } = this.#connection;
    return this.#connection.read({
      doing: "count resources in",
      signal,
      work: (db) => countFleet(db, path),
    });
  }
}
