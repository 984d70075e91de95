import { kilowatts, type Resource } from "@ven/core";

/** One attribute of a resource, as every dialect spells it. */
export interface ResourceAttribute {
  readonly type: string;
  readonly values: readonly (string | number)[];
}

/** What a VTN is told of a resource: its meter point, its loads and its capacity in kW. */
export function resourceAttributes(resource: Resource): readonly ResourceAttribute[] {
  return [
    { type: "METER_POINT_ID", values: [resource.meterPointId] },
    { type: "LOAD_COMPONENTS", values: resource.loads.map(({ loadId }) => loadId) },
    ...capacity("MAX_POWER_CONSUMPTION", resource.maxConsumptionW),
    ...capacity("MAX_POWER_EXPORT", resource.maxProductionW),
  ];
}

function capacity(type: string, powerW: number | undefined): readonly ResourceAttribute[] {
  return powerW === undefined ? [] : [{ type, values: [kilowatts(powerW)] }];
}
