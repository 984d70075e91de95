import {
  defineFleet,
  type FleetDefinition,
  InvalidValueError,
  type LoadInput,
  type ResourceInput,
} from "@ven/core";
import { derivedMeterPointId } from "../ids/derived-meter-point-id.ts";
import type { FleetSpec, FleetSpecInput } from "./fleet-spec.ts";
import { numberedName } from "./numbered-name.ts";
import { readFleetSpec } from "./read-fleet-spec.ts";

/** Most resources that are listed one by one. */
const MOST_RESOURCES = 1_000_000;

/**
 * Lists the resources of a fleet one by one, for a registry, a manager or `fleetSource`. A meter point
 * that is not given is derived from the VEN and the resource id.
 *
 * @throws {InvalidValueError} that names the place that breaks a rule, or if there are over 1,000,000
 */
export function fleetResources(fleet: FleetSpecInput): FleetDefinition {
  const { name, sites, vens } = readFleetSpec(fleet);
  const count = vens.reduce(
    (total, { resources }) =>
      resources.reduce((ofVen, resource) => ofVen + (resource.count ?? 1), total),
    0,
  );
  if (count > MOST_RESOURCES) {
    throw new InvalidValueError("fleet", count, `list at most ${MOST_RESOURCES} resources at once`);
  }
  const taken = new Set<string>();
  for (const { resources } of vens) {
    for (const { meterPointId } of resources) if (meterPointId) taken.add(meterPointId);
  }
  return defineFleet({
    name,
    vens: vens.map(({ venId, resources }) => ({
      venId,
      resources: resources.flatMap((resource) =>
        describeResources(venId, resource, sites[resource.site], taken),
      ),
    })),
  });
}

function describeResources(
  venId: string,
  { site: _site, count, resourceId: idPattern, name: namePattern, ...rest }: ResourceSpec,
  { resourceType, loads }: FleetSpec["sites"][string] = { resourceType: "", loads: [] },
  taken: Set<string>,
): ResourceInput[] {
  const described: LoadInput[] = loads.map(({ loadId, kind, ratedPowerW }) => ({
    loadId,
    kind,
    ratedPowerW,
  }));
  return Array.from({ length: count ?? 1 }, (_, index) => {
    const resourceId = numberedName(idPattern, index + 1, count);
    return {
      ...given(rest),
      resourceId,
      name: numberedName(namePattern, index + 1, count),
      resourceType,
      meterPointId: rest.meterPointId ?? derivedMeterPointId(`${venId}\n${resourceId}`, taken),
      loads: described,
    };
  });
}

type ResourceSpec = FleetSpec["vens"][number]["resources"][number];

/** Only what is there, so that nothing is set to `undefined`. */
function given<Fields extends object>(
  fields: Fields,
): { [Name in keyof Fields]: Exclude<Fields[Name], undefined> } {
  const present = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(present) as never;
}
