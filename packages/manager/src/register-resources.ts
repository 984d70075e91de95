import { describeError, type Logger, type Resource, type VenId } from "@ven/core";
import type { VenClient } from "@ven/vtn-client";
import type { SendSlots } from "./delivery/send-slots.ts";
import { MANAGER_LOG } from "./manager-log.ts";

interface ResourceRegistration {
  readonly venId: VenId;
  readonly client: VenClient;
  readonly resources: readonly Resource[];
  readonly slots: SendSlots;
  readonly logger: Logger;
}

/** Registers a VEN's resources at the VTN; one that fails is logged and left out, the rest go on. */
export async function registerResources(
  registration: ResourceRegistration,
  options: { readonly signal?: AbortSignal } = {},
): Promise<void> {
  const { venId, client, resources, slots, logger } = registration;
  let registeredCount = 0;
  let existingCount = 0;
  const register = async (resource: Resource) => {
    try {
      const { created } = await client.registerResource(describeResource(resource), options);
      if (created) registeredCount += 1;
      else existingCount += 1;
    } catch (error) {
      const { resourceId, name: resourceName } = resource;
      const reason = describeError(error);
      logger.warn({ venId, resourceId, resourceName, reason }, MANAGER_LOG.resourceNotRegistered);
    }
  };
  const running: Promise<void>[] = [];
  for (const resource of resources) {
    const { done } = await slots.start(() => register(resource), options);
    running.push(done);
  }
  await Promise.all(running);
  const failedCount = resources.length - registeredCount - existingCount;
  logger.info(
    { venId, registeredCount, existingCount, failedCount },
    MANAGER_LOG.resourcesRegistered,
  );
}

function describeResource(resource: Resource): Parameters<VenClient["registerResource"]>[0] {
  const { location, meterPointId, externalResourceId } = resource;
  return {
    resourceId: resource.resourceId,
    resourceName: resource.name,
    resourceType: resource.resourceType,
    attributes: [
      { type: "METER_POINT_ID", values: [meterPointId] },
      { type: "LOAD_COMPONENTS", values: resource.loads.map(({ loadId }) => loadId) },
      ...capacity("MAX_POWER_CONSUMPTION", resource.maxConsumptionW),
      ...capacity("MAX_POWER_EXPORT", resource.maxProductionW),
    ],
    ...(externalResourceId === undefined ? {} : { externalResourceId }),
    ...(location === undefined ? {} : { serviceLocation: { meterPointId, ...location } }),
  };
}

/** A capacity in kW, as OpenADR's resource attributes count it. */
function capacity(type: string, powerW: number | undefined) {
  return powerW === undefined ? [] : [{ type, values: [powerW / 1_000] }];
}
