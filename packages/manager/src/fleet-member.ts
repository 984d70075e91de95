import type { Logger, ReadingColumns, Resource, VenId } from "@ven/core";
import { MANAGER_LOG } from "./manager-log.ts";
import type { MeterSource } from "./meter-source.ts";
import type { CallOptions, Profile } from "./profiles/profile.ts";
import type { RegisteredVen } from "./registered-ven.ts";
import { OwnColumns } from "./reports/own-columns.ts";
import { ResourceRegistrar } from "./resource-registrar.ts";

/** What a {@link FleetMember} works with. */
export interface FleetMemberOptions {
  readonly profile: Profile;
  readonly simulator: MeterSource;
  readonly logger: Logger;
  /** Whether the fleet does not have it any more, but readings of it wait. @defaultValue false */
  readonly isOrphan?: boolean;
}

/** One VEN of the fleet, and how it stands at the VTN. */
export class FleetMember {
  readonly venId: VenId;
  readonly #options: FleetMemberOptions;
  #ven: RegisteredVen | undefined;
  #registrar: ResourceRegistrar | undefined;
  #registering: Promise<RegisteredVen> | undefined;
  #isInDoubt = false;
  #resources: readonly Resource[] = [];
  readonly #columns = new OwnColumns();

  constructor(venId: VenId, options: FleetMemberOptions) {
    this.venId = venId;
    this.#options = options;
  }

  /** Its last registration; `undefined` before the first. */
  get ven(): RegisteredVen | undefined {
    return this.#ven;
  }

  /**
   * Registers the VEN and its approved resources, unless that is done and not in doubt. Once at a time,
   * however many ask.
   */
  register(options: CallOptions): Promise<RegisteredVen> {
    if (this.#registering !== undefined) return this.#registering;
    if (this.#ven !== undefined && !this.#isInDoubt) return Promise.resolve(this.#ven);
    this.#registering = this.#registerAnew(options).finally(() => {
      this.#registering = undefined;
    });
    return this.#registering;
  }

  /** The present readings of its approved resources; they stay as they are until {@link giveBack}. */
  readMeters(): ReadingColumns {
    const columns = this.#columns.read(this.#options.simulator, this.venId);
    // Some may have been approved since the last.
    this.#resources = columns.layout.resources;
    return columns;
  }

  /** Says that what {@link readMeters} gave is read no more. */
  giveBack(columns: ReadingColumns): void {
    this.#columns.giveBack(columns);
  }

  /** {@link register}, and those of the expected resources that the VTN does not have yet. */
  async ready(options: CallOptions): Promise<RegisteredVen> {
    const ven = await this.register(options);
    await this.#registrar?.register(this.#resources, options);
    return ven;
  }

  /**
   * Says that the VTN may have forgotten the VEN, or what its reports quote: the next
   * {@link register} asks it.
   */
  doubt(): void {
    this.#isInDoubt = true;
  }

  async #registerAnew(options: CallOptions): Promise<RegisteredVen> {
    const { simulator, isOrphan = false } = this.#options;
    // A VEN that the fleet does not have is found out before the VTN hears of it.
    if (!isOrphan) this.#resources = simulator.getVenResources(this.venId, "APPROVED");
    const ven = await this.#registerVen(options);
    await this.#registrar?.register(this.#resources, options);
    return ven;
  }

  async #registerVen(options: CallOptions): Promise<RegisteredVen> {
    const { profile, logger } = this.#options;
    const { venId } = this;
    const known = this.#ven;
    const { ven, created } = await profile.registerVen(venId, known, options);
    const { vtnVenId } = ven;
    logger.info({ venId, vtnVenId, created }, MANAGER_LOG.venRegistered);
    if (created || known?.vtnVenId !== vtnVenId) {
      this.#registrar = new ResourceRegistrar({ ven, profile, logger });
    }
    this.#ven = ven;
    this.#isInDoubt = false;
    return ven;
  }
}
