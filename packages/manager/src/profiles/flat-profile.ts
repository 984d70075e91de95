import { describeError, eachOfMany, type Logger, type Resource, type VenId } from "@ven/core";
import { VenClient, type VtnAuth, VtnHttp } from "@ven/vtn-client";
import { FlatCarrier } from "../delivery/flat-carrier.ts";
import { MANAGER_LOG } from "../manager-log.ts";
import type { FlatVen } from "../registered-ven.ts";
import { resourceAttributes } from "../resource-attributes.ts";
import type { VenManagerOptions } from "../ven-manager-options.ts";
import { commonAuthOf, connectionOf, DEFAULT_CONCURRENCY, ownAuthOf } from "./connection-of.ts";
import type { CallOptions, Profile, ResourceCounts, VenRegistered } from "./profile.ts";

/** The flat dialect: one POST per resource and per reading, over connections that all VENs share. */
export class FlatProfile implements Profile<FlatVen> {
  readonly carrier: FlatCarrier;
  readonly #http: VtnHttp;
  readonly #logger: Logger;
  readonly #options: VenManagerOptions;
  readonly #atOnce: number;
  readonly #commonAuth: VtnAuth;

  /** @throws {InvalidValueError} if an option is out of its range */
  constructor(options: VenManagerOptions, logger: Logger) {
    this.#http = new VtnHttp({ ...connectionOf(options), logger });
    this.#options = options;
    this.#commonAuth = commonAuthOf(options);
    this.#logger = logger;
    this.#atOnce = options.concurrency ?? DEFAULT_CONCURRENCY;
    this.carrier = new FlatCarrier(options.programId);
  }

  async registerVen(
    venId: VenId,
    _doubted: FlatVen | undefined,
    options: CallOptions,
  ): Promise<VenRegistered<FlatVen>> {
    const client = new VenClient({
      http: this.#http,
      venName: venId,
      logger: this.#logger,
      auth: ownAuthOf(this.#options, venId) ?? this.#commonAuth,
      zonedStart: this.#options.zonedStart ?? false,
    });
    const { vtnVenId, created } = await client.registerVen(options);
    const ven: FlatVen = { protocol: "flat", venId, vtnVenId, client };
    return { ven, created };
  }

  async registerResources(
    ven: FlatVen,
    resources: readonly Resource[],
    options: CallOptions,
  ): Promise<ResourceCounts> {
    const counts = { registeredCount: 0, existingCount: 0, failedCount: 0 };
    await eachOfMany(resources, this.#atOnce, async (resource) => {
      options.signal?.throwIfAborted();
      counts[await this.#registerResource(ven, resource, options)] += 1;
    });
    return counts;
  }

  close(): Promise<void> {
    return this.#http.close();
  }

  async #registerResource(
    { venId, client }: FlatVen,
    resource: Resource,
    options: CallOptions,
  ): Promise<keyof ResourceCounts> {
    try {
      const { created } = await client.registerResource(describeResource(resource), options);
      return created ? "registeredCount" : "existingCount";
    } catch (error) {
      const { name: resourceName } = resource;
      const reason = describeError(error);
      this.#logger.warn({ venId, resourceName, reason }, MANAGER_LOG.resourceNotRegistered);
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
    attributes: resourceAttributes(resource),
    ...(externalResourceId === undefined ? {} : { externalResourceId }),
    ...(location === undefined ? {} : { serviceLocation: { meterPointId, ...location } }),
  };
}
