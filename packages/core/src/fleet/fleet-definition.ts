import { InvalidValueError, isInvalidValueError } from "../errors/invalid-value-error.ts";
import { checkIdText } from "../ids/id-text.ts";
import { LoadId } from "../ids/load-id.ts";
import { MeterPointId } from "../ids/meter-point-id.ts";
import { ResourceId } from "../ids/resource-id.ts";
import { VenId } from "../ids/ven-id.ts";
import type { Load } from "./load.ts";
import type { GeoLocation, Resource } from "./resource.ts";
import { ResourceStatus } from "./resource-status.ts";
import type { Ven } from "./ven.ts";

/** A whole fleet as data: every VEN and every resource, checked. Make one with {@link defineFleet}. */
export interface FleetDefinition {
  readonly name: string;
  readonly vens: readonly Ven[];
  readonly resources: readonly Resource[];
}

/** A load as a person writes it: plain strings. */
export interface LoadInput {
  readonly loadId: string;
  readonly kind: string;
  /** W; above 0. */
  readonly ratedPowerW: number;
}

/** A resource as a person writes it: plain strings, status APPROVED if left out. */
export interface ResourceInput {
  readonly resourceId: string;
  readonly name: string;
  readonly resourceType: string;
  readonly status?: string;
  readonly meterPointId: string;
  readonly location?: GeoLocation;
  readonly externalResourceId?: string;
  readonly maxConsumptionW?: number;
  readonly maxProductionW?: number;
  readonly loads: readonly LoadInput[];
}

/** A fleet as a person writes it: VENs, each with its resources. */
export interface FleetInput {
  readonly name: string;
  readonly vens: readonly {
    readonly venId: string;
    readonly resources: readonly ResourceInput[];
  }[];
}

/**
 * Checks a fleet written with plain strings and brands its ids.
 *
 * VEN ids, resource ids and meter points are unique in the fleet, resource names within their VEN,
 * load ids within their resource.
 *
 * @throws {InvalidValueError} naming the first place that breaks a rule, such as
 * `fleet.vens[0].resources[2].meterPointId`
 */
export function defineFleet(input: FleetInput): FleetDefinition {
  const seenVens = new Set<string>();
  const seenResources = new Set<string>();
  const seenMeterPoints = new Set<string>();
  const vens: Ven[] = [];
  const resources: Resource[] = [];
  input.vens.forEach((ven, v) => {
    const venPath = `fleet.vens[${v}]`;
    const venId = at(`${venPath}.venId`, ven.venId, VenId);
    once(seenVens, `${venPath}.venId`, venId);
    vens.push({ venId });
    const seenNames = new Set<string>();
    ven.resources.forEach((resource, r) => {
      const path = `${venPath}.resources[${r}]`;
      const checked = checkResource(path, venId, resource);
      once(seenResources, `${path}.resourceId`, checked.resourceId);
      once(seenMeterPoints, `${path}.meterPointId`, checked.meterPointId);
      once(seenNames, `${path}.name`, checked.name);
      resources.push(checked);
    });
  });
  return { name: checkIdText("fleet.name", input.name, 128), vens, resources };
}

function checkResource(path: string, venId: VenId, input: ResourceInput): Resource {
  const seenLoads = new Set<string>();
  const loads = input.loads.map((load, l): Load => {
    const loadPath = `${path}.loads[${l}]`;
    const loadId = at(`${loadPath}.loadId`, load.loadId, LoadId);
    once(seenLoads, `${loadPath}.loadId`, loadId);
    return {
      loadId,
      kind: checkIdText(`${loadPath}.kind`, load.kind, 64),
      ratedPowerW: checkNumber(`${loadPath}.ratedPowerW`, load.ratedPowerW, Number.MIN_VALUE, 1e12),
    };
  });
  const { location } = input;
  return {
    resourceId: at(`${path}.resourceId`, input.resourceId, ResourceId),
    venId,
    name: checkIdText(`${path}.name`, input.name, 128),
    resourceType: checkIdText(`${path}.resourceType`, input.resourceType, 64),
    status: at(`${path}.status`, input.status ?? "APPROVED", ResourceStatus),
    meterPointId: at(`${path}.meterPointId`, input.meterPointId, MeterPointId),
    ...(location === undefined ? {} : { location: checkLocation(`${path}.location`, location) }),
    ...(input.externalResourceId === undefined
      ? {}
      : {
          externalResourceId: checkIdText(
            `${path}.externalResourceId`,
            input.externalResourceId,
            128,
          ),
        }),
    ...(input.maxConsumptionW === undefined
      ? {}
      : {
          maxConsumptionW: checkNumber(`${path}.maxConsumptionW`, input.maxConsumptionW, 0, 1e12),
        }),
    ...(input.maxProductionW === undefined
      ? {}
      : { maxProductionW: checkNumber(`${path}.maxProductionW`, input.maxProductionW, 0, 1e12) }),
    loads,
  };
}

function checkLocation(path: string, location: GeoLocation): GeoLocation {
  return {
    latitudeDeg: checkNumber(`${path}.latitudeDeg`, location.latitudeDeg, -90, 90),
    longitudeDeg: checkNumber(`${path}.longitudeDeg`, location.longitudeDeg, -180, 180),
  };
}

function checkNumber(path: string, value: number, min: number, max: number): number {
  if (typeof value !== "number" || !(value >= min && value <= max)) {
    const least = min === Number.MIN_VALUE ? "above 0" : `${min}`;
    throw new InvalidValueError(path, value, `give a number, ${least} to ${max}`);
  }
  return value;
}

function once(seen: Set<string>, path: string, value: string): void {
  if (seen.has(value)) throw new InvalidValueError(path, value, "it is used twice; make it unique");
  seen.add(value);
}

function at<Checked>(path: string, value: string, check: (value: string) => Checked): Checked {
  try {
    return check(value);
  } catch (cause) {
    if (!isInvalidValueError(cause)) throw cause;
    throw new InvalidValueError(path, value, cause.rule, { cause });
  }
}
