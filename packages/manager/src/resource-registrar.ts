import { describeError, type Logger, type Resource, type ResourceId, type VenId } from "@ven/core";
import type { VenClient } from "@ven/vtn-client";
import type { SendSlots } from "./delivery/send-slots.ts";
import { MANAGER_LOG } from "./manager-log.ts";

/** What a {@link ResourceRegistrar} works with. */
export interface ResourceRegistrarOptions {
  readonly venId: VenId;
  readonly client: VenClient;
  readonly slots: SendSlots;
  readonly logger: Logger;
}

/** Registers one VEN's resources at the VTN, each once, also those that are approved later. */
export class ResourceRegistrar {
  readonly #options: ResourceRegistrarOptions;
  readonly #tried = new Set<ResourceId>();
  #seen: readonly Resource[] | undefined;

  constructor(options: ResourceRegistrarOptions) {
    this.#options = options;
  }

  /**
   * Registers those of the resources that were not tried before; one that fails is logged and left
   * out, the rest go on.
   *
   * @param resources - the approved ones; the same array again costs nothing
   */
  async register(
    resources: readonly Resource[],
    options: { readonly signal?: AbortSignal } = {},
  ): Promise<void> {
    if (resources === this.#seen) return;
    this.#seen = resources;
    const fresh = resources.filter(({ resourceId }) => !this.#tried.has(resourceId));
    if (fresh.length === 0) return;
    const counts = { registeredCount: 0, existingCount: 0, failedCount: 0 };
    const running: Promise<void>[] = [];
    for (const resource of fresh) {
      const { done } = await this.#options.slots.start(async () => {
        this.#tried.add(resource.resourceId);
        counts[await this.#registerOne(resource, options)] += 1;
      }, options);
      running.push(done);
    }
    await Promise.all(running);
    const { venId, logger } = this.#options;
    logger.info({ venId, ...counts }, MANAGER_LOG.resourcesRegistered);
  }

  async #registerOne(
    resource: Resource,
    options: { readonly signal?: AbortSignal },
  ): Promise<"registeredCount" | "existingCount" | "failedCount"> {
    const { venId, client, logger } = this.#options;
    try {
      const { created } = await client.registerResource(describeResource(resource), options);
      return created ? "registeredCount" : "existingCount";
    } catch (error) {
      const { resourceId, name: resourceName } = resource;
      const reason = describeError(error);
      logger.warn({ venId, resourceId, resourceName, reason }, MANAGER_LOG.resourceNotRegistered);
      return "failedCount";
    }
  }
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
