import {
  defineFleet,
  type FleetDefinition,
  gsrnCheckDigit,
  type ResourceInput,
  type ResourceSource,
} from "@ven/core";

/** A valid meter point for the n-th site of a test. */
export function meterPoint(n: number): string {
  const digits = `571313${String(n).padStart(11, "0")}`;
  return `${digits}${gsrnCheckDigit(digits)}`;
}

/** A site with two loads; whatever is given replaces what is usual. */
export function site(n: number, changes: Partial<ResourceInput> = {}): ResourceInput {
  return {
    resourceId: `site-${n}`,
    name: `Site ${n}`,
    resourceType: "shop",
    meterPointId: meterPoint(n),
    loads: [
      { loadId: "load_0", kind: "kitchen", ratedPowerW: 5_000 },
      { loadId: "load_1", kind: "lighting", ratedPowerW: 800 },
    ],
    ...changes,
  };
}

/** One fleet of the named VENs. */
export function fleetOf(vens: Readonly<Record<string, readonly ResourceInput[]>>): FleetDefinition {
  return defineFleet({
    name: "test fleet",
    vens: Object.entries(vens).map(([venId, resources]) => ({ venId, resources })),
  });
}

/** A registry in memory that can be written to, and fails to when told so. */
export class WritableSource implements ResourceSource {
  #fleet: FleetDefinition;
  writeError: Error | undefined;

  constructor(fleet: FleetDefinition) {
    this.#fleet = fleet;
  }

  get statuses(): readonly string[] {
    return this.#fleet.resources.map(({ status }) => status);
  }

  loadVens: ResourceSource["loadVens"] = async () => this.#fleet.vens;

  loadVenResources: ResourceSource["loadVenResources"] = async (venId) =>
    this.#fleet.resources.filter((resource) => resource.venId === venId);

  updateResourceStatus: NonNullable<ResourceSource["updateResourceStatus"]> = async (
    resourceId,
    status,
  ) => {
    if (this.writeError !== undefined) throw this.writeError;
    const resources = this.#fleet.resources.map((resource) =>
      resource.resourceId === resourceId ? { ...resource, status } : resource,
    );
    this.#fleet = { ...this.#fleet, resources };
  };
}
