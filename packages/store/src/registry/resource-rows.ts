import {
  isInvalidValueError,
  type Load,
  LoadId,
  MeterPointId,
  type Resource,
  ResourceId,
  ResourceStatus,
  VenId,
} from "@ven/core";
import { InvalidRowError } from "../errors/invalid-row-error.ts";
import type { LoadRow, ResourceRow } from "../schema/store-tables.ts";

/** What is written of a resource, but for its place in the order. */
export function resourceRowOf(resource: Resource): Omit<ResourceRow, "position"> {
  return {
    resource_id: resource.resourceId,
    ven_id: resource.venId,
    name: resource.name,
    resource_type: resource.resourceType,
    status: resource.status,
    meter_point_id: resource.meterPointId,
    latitude_deg: resource.location?.latitudeDeg ?? null,
    longitude_deg: resource.location?.longitudeDeg ?? null,
    external_resource_id: resource.externalResourceId ?? null,
    max_consumption_w: resource.maxConsumptionW ?? null,
    max_production_w: resource.maxProductionW ?? null,
  };
}

/** What is written of a resource's loads. */
export function loadRowsOf(resource: Resource): LoadRow[] {
  return resource.loads.map((load, ordinal) => ({
    resource_id: resource.resourceId,
    ordinal,
    load_id: load.loadId,
    kind: load.kind,
    rated_power_w: load.ratedPowerW,
  }));
}

/**
 * A resource as it was written.
 *
 * @param path - the store, for error messages
 * @param loads - the rows of its loads, by ordinal
 * @throws {InvalidRowError} if a row breaks a rule that the table cannot check
 */
export function resourceOf(path: string, row: ResourceRow, loads: readonly LoadRow[]): Resource {
  const { latitude_deg: latitudeDeg, longitude_deg: longitudeDeg } = row;
  return explained(path, "resources", `resource ${JSON.stringify(row.resource_id)}`, () => ({
    resourceId: ResourceId(row.resource_id),
    venId: VenId(row.ven_id),
    name: row.name,
    resourceType: row.resource_type,
    status: ResourceStatus(row.status),
    meterPointId: MeterPointId(row.meter_point_id),
    ...(latitudeDeg === null || longitudeDeg === null
      ? {}
      : { location: { latitudeDeg, longitudeDeg } }),
    ...(row.external_resource_id === null ? {} : { externalResourceId: row.external_resource_id }),
    ...(row.max_consumption_w === null ? {} : { maxConsumptionW: row.max_consumption_w }),
    ...(row.max_production_w === null ? {} : { maxProductionW: row.max_production_w }),
    loads: loads.map((load) => loadOf(path, load)),
  }));
}

function loadOf(path: string, row: LoadRow): Load {
  const name = `resource ${JSON.stringify(row.resource_id)}, load ${JSON.stringify(row.load_id)}`;
  return explained(path, "loads", name, () => ({
    loadId: LoadId(row.load_id),
    kind: row.kind,
    ratedPowerW: row.rated_power_w,
  }));
}

/** Runs a conversion and names the row if it fails. */
export function explained<Value>(
  path: string,
  table: string,
  row: string,
  convert: () => Value,
): Value {
  try {
    return convert();
  } catch (cause) {
    if (isInvalidValueError(cause)) throw new InvalidRowError(path, table, row, cause);
    throw cause;
  }
}
