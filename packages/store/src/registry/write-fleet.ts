import type { FleetDefinition } from "@ven/core";
import type { Kysely } from "kysely";
import { FleetConflictError } from "../errors/fleet-conflict-error.ts";
import type { LoadRow, ResourceRow, StoreTables } from "../schema/store-tables.ts";
import { loadRowsOf, resourceRowOf } from "./resource-rows.ts";
import type { SeedResult } from "./seed-result.ts";

/** Rows per statement: SQLite takes 32,766 values, a resource has 12. */
const BATCH_ROWS = 500;

interface Plan {
  readonly result: Omit<SeedResult, "vensAdded">;
  /** Rows that are there and differ, as they shall be. */
  readonly changed: readonly ResourceRow[];
  readonly added: readonly ResourceRow[];
  /** The loads of both. */
  readonly loads: readonly LoadRow[];
}

/** Brings a registry up to a fleet; see {@link ResourceRegistry.seedFleet}. Call it in a transaction. */
export async function writeFleet(
  db: Kysely<StoreTables>,
  fleet: FleetDefinition,
  path: string,
): Promise<SeedResult> {
  const vensAdded = await addVens(db, fleet);
  const existing = await db.selectFrom("resources").selectAll().orderBy("position").execute();
  const existingLoads = await db
    .selectFrom("loads")
    .selectAll()
    .orderBy("resource_id")
    .orderBy("ordinal")
    .execute();
  const plan = planResources(fleet, existing, existingLoads);
  checkClaims(fleet.name, path, existing, plan);

  // A changed row is written anew in its old place, so that two resources may swap their names.
  for (const rows of batches(plan.changed)) {
    const ids = rows.map((row) => row.resource_id);
    await db.deleteFrom("resources").where("resource_id", "in", ids).execute();
  }
  for (const rows of batches([...plan.changed, ...plan.added])) {
    await db.insertInto("resources").values(rows).execute();
  }
  for (const rows of batches(plan.loads)) await db.insertInto("loads").values(rows).execute();
  return { vensAdded, ...plan.result };
}

async function addVens(db: Kysely<StoreTables>, fleet: FleetDefinition): Promise<number> {
  const existing = await db.selectFrom("vens").selectAll().orderBy("position").execute();
  const known = new Set(existing.map((row) => row.ven_id));
  let position = existing.at(-1)?.position ?? 0;
  const rows = fleet.vens
    .filter((ven) => !known.has(ven.venId))
    .map((ven) => {
      position += 1;
      return { position, ven_id: ven.venId };
    });
  for (const batch of batches(rows)) await db.insertInto("vens").values(batch).execute();
  return rows.length;
}

function planResources(
  fleet: FleetDefinition,
  existing: readonly ResourceRow[],
  existingLoads: readonly LoadRow[],
): Plan {
  const oldRows = new Map(existing.map((row) => [row.resource_id, row]));
  const oldLoads = groupByResource(existingLoads);
  const changed: ResourceRow[] = [];
  const added: ResourceRow[] = [];
  const loads: LoadRow[] = [];
  let position = existing.at(-1)?.position ?? 0;
  let statusesKept = 0;
  for (const resource of fleet.resources) {
    const old = oldRows.get(resource.resourceId);
    const newLoads = loadRowsOf(resource);
    if (old === undefined) {
      position += 1;
      added.push({ position, ...resourceRowOf(resource) });
    } else {
      if (old.status !== resource.status) statusesKept += 1;
      const row = { ...resourceRowOf(resource), position: old.position, status: old.status };
      const loadsBefore = oldLoads.get(resource.resourceId) ?? [];
      if (isSameRow(old, row) && isSameList(loadsBefore, newLoads)) continue;
      changed.push(row);
    }
    loads.push(...newLoads);
  }
  const resourcesUnchanged = fleet.resources.length - added.length - changed.length;
  return {
    result: {
      resourcesAdded: added.length,
      resourcesUpdated: changed.length,
      resourcesUnchanged,
      statusesKept,
    },
    changed,
    added,
    loads,
  };
}

/** Finds what would exist twice before SQLite does, to name both resources. */
function checkClaims(
  fleetName: string,
  path: string,
  existing: readonly ResourceRow[],
  plan: Plan,
): void {
  const rows = new Map<string, ResourceRow>();
  for (const row of [...existing, ...plan.changed, ...plan.added]) rows.set(row.resource_id, row);
  const owners = new Map<string, string>();
  for (const row of rows.values()) {
    for (const claim of [
      `meter point ${row.meter_point_id}`,
      `the name "${row.name}" in VEN "${row.ven_id}"`,
    ]) {
      const owner = owners.get(claim);
      if (owner !== undefined) {
        const resourceIds = [owner, row.resource_id] as const;
        throw new FleetConflictError({ path, fleetName, claim, resourceIds });
      }
      owners.set(claim, row.resource_id);
    }
  }
}

/** Groups load rows by resource, keeping their order. */
export function groupByResource(rows: readonly LoadRow[]): ReadonlyMap<string, readonly LoadRow[]> {
  const groups = new Map<string, LoadRow[]>();
  for (const row of rows) {
    const group = groups.get(row.resource_id);
    if (group === undefined) groups.set(row.resource_id, [row]);
    else group.push(row);
  }
  return groups;
}

function isSameRow<Row extends object>(a: Row, b: Row): boolean {
  return (Object.keys(a) as (keyof Row)[]).every((column) => a[column] === b[column]);
}

function isSameList(a: readonly LoadRow[], b: readonly LoadRow[]): boolean {
  return a.length === b.length && b.every((row, i) => isSameRow(row, a[i] ?? row));
}

function* batches<Row>(rows: readonly Row[]): Generator<Row[]> {
  for (let start = 0; start < rows.length; start += BATCH_ROWS) {
    yield rows.slice(start, start + BATCH_ROWS);
  }
}
