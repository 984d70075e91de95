import type { Logger, Resource, ResourceId } from "@ven/core";
import { MANAGER_LOG } from "./manager-log.ts";
import type { CallOptions, Profile } from "./profiles/profile.ts";
import type { RegisteredVen } from "./registered-ven.ts";

/** What a {@link ResourceRegistrar} works with. */
export interface ResourceRegistrarOptions {
  readonly ven: RegisteredVen;
  readonly profile: Profile;
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
   * Registers those of the resources that were not tried before.
   *
   * @param resources - the approved ones; the same array again costs nothing
   */
  async register(resources: readonly Resource[], options: CallOptions = {}): Promise<void> {
    if (resources === this.#seen) return;
    const fresh = resources.filter(({ resourceId }) => !this.#tried.has(resourceId));
    if (fresh.length > 0) await this.#registerFresh(fresh, options);
    this.#seen = resources;
  }

  async #registerFresh(fresh: readonly Resource[], options: CallOptions): Promise<void> {
    const { ven, profile, logger } = this.#options;
    const counts = await profile.registerResources(ven, fresh, options);
    for (const { resourceId } of fresh) this.#tried.add(resourceId);
    logger.info({ venId: ven.venId, ...counts }, MANAGER_LOG.resourcesRegistered);
  }
}
