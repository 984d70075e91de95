import type { FleetDefinition, Resource } from "@ven/core";
import { catalogueModel, hasUsualModel } from "./catalogue-model.ts";
import type { FleetSpecInput } from "./fleet-spec.ts";

type SiteInput = FleetSpecInput["sites"][string];
type ResourceSpecInput = FleetSpecInput["vens"][number]["resources"][number];

/**
 * The specification of a fleet whose resources are listed one by one: models are those that are usual for
 * their kinds. A load of a kind or site of which nothing is known gets one that is busy all the time.
 */
export function fleetSpecOf(fleet: FleetDefinition): FleetSpecInput {
  const sites: Record<string, SiteInput> = {};
  const siteNames = new Map<string, string>();
  const nameSite = ({ resourceType, loads }: Resource): string => {
    const text = JSON.stringify([resourceType, loads]);
    const known = siteNames.get(text);
    if (known !== undefined) return known;
    const name = `${resourceType.slice(0, 100)}-${siteNames.size + 1}`;
    siteNames.set(text, name);
    sites[name] = {
      resourceType,
      loads: loads.map(({ loadId, kind, ratedPowerW }) => ({
        loadId,
        kind,
        ratedPowerW,
        ...(hasUsualModel(resourceType, kind) ? {} : { model: catalogueModel(resourceType, kind) }),
      })),
    };
    return name;
  };
  const vens = fleet.vens.map(({ venId }) => ({
    venId,
    resources: fleet.resources
      .filter((resource) => resource.venId === venId)
      .map((resource) => resourceSpecOf(resource, nameSite(resource))),
  }));
  return { name: fleet.name, sites, vens };
}

/** Whether a fleet is listed one by one, and not a specification. */
export function isFleetDefinition(
  fleet: FleetDefinition | FleetSpecInput,
): fleet is FleetDefinition {
  return "resources" in fleet;
}

function resourceSpecOf(resource: Resource, site: string): ResourceSpecInput {
  const { venId: _venId, resourceType: _type, loads: _loads, location, ...rest } = resource;
  return { ...rest, site, ...(location === undefined ? {} : { location: { ...location } }) };
}
