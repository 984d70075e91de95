import { ResourceStatus, VenId } from "@ven/core";
import type { Kysely } from "kysely";
import type { StoreTables } from "../schema/store-tables.ts";
import type { RegistryStatistics } from "./registry-statistics.ts";
import { explained } from "./resource-rows.ts";

type Counts = {
  resourceCount: number;
  loadCount: number;
  byStatus: Record<ResourceStatus, number>;
};

/** Counts a registry's fleet. Call it in a transaction, so that the counts agree. */
export async function countFleet(
  db: Kysely<StoreTables>,
  path: string,
): Promise<RegistryStatistics> {
  const venRows = await db.selectFrom("vens").select("ven_id").orderBy("position").execute();
  const resourceRows = await db
    .selectFrom("resources")
    .select(["ven_id", "status", (eb) => eb.fn.countAll<number>().as("count")])
    .groupBy(["ven_id", "status"])
    .execute();
  const loadRows = await db
    .selectFrom("loads")
    .innerJoin("resources", "resources.resource_id", "loads.resource_id")
    .select(["ven_id", (eb) => eb.fn.countAll<number>().as("count")])
    .groupBy("ven_id")
    .execute();

  const total = noCounts();
  const perVen = new Map(venRows.map((row) => [row.ven_id, noCounts()]));
  for (const { ven_id, status, count } of resourceRows) {
    for (const counts of [total, perVen.get(ven_id)]) {
      if (counts === undefined) continue;
      counts.resourceCount += count;
      counts.byStatus[ResourceStatus(status)] += count;
    }
  }
  for (const { ven_id, count } of loadRows) {
    total.loadCount += count;
    const counts = perVen.get(ven_id);
    if (counts !== undefined) counts.loadCount += count;
  }
  const vens = [...perVen].map(([venId, counts]) => ({
    venId: explained(path, "vens", `VEN ${JSON.stringify(venId)}`, () => VenId(venId)),
    ...counts,
  }));
  return { vens, ...total };
}

function noCounts(): Counts {
  return {
    resourceCount: 0,
    loadCount: 0,
    byStatus: { APPROVED: 0, PENDING: 0, SUSPENDED: 0 },
  };
}
