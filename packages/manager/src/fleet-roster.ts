import { eachOfMany, type Logger, VenId } from "@ven/core";
import { NoFleetError } from "./errors/no-fleet-error.ts";
import { FleetMember, type FleetMemberOptions } from "./fleet-member.ts";
import type { MeterSource } from "./meter-source.ts";
import type { CallOptions, Profile } from "./profiles/profile.ts";
import type { RegisteredVen } from "./registered-ven.ts";
import type { VenManagerOptions } from "./ven-manager-options.ts";

/** What a {@link FleetRoster} works with. */
export interface FleetRosterOptions {
  readonly profile: Profile;
  readonly simulator: MeterSource;
  readonly logger: Logger;
  readonly store: VenManagerOptions["store"];
  /** How many VENs are registered at once. */
  readonly concurrency: number;
}

/** The VENs that a manager reports for, and those of which readings are left. */
export class FleetRoster {
  readonly #options: FleetRosterOptions;
  readonly #members = new Map<VenId, FleetMember>();
  readonly #orphans = new Map<VenId, FleetMember>();
  #initializing: Promise<void> | undefined;

  constructor(options: FleetRosterOptions) {
    this.#options = options;
  }

  /** In the order of registration. */
  get members(): Iterable<FleetMember> {
    return this.#members.values();
  }

  get memberCount(): number {
    return this.#members.size;
  }

  /** The registered VENs. */
  get vens(): ReadonlyMap<VenId, RegisteredVen> {
    const vens = new Map<VenId, RegisteredVen>();
    for (const { venId, ven } of this.members) if (ven !== undefined) vens.set(venId, ven);
    return vens;
  }

  /** Registers a VEN; one that fails is no member. */
  async register(venId: string, options: CallOptions): Promise<RegisteredVen> {
    const member = this.#add(venId);
    try {
      return await member.register(options);
    } catch (error) {
      if (member.ven === undefined) this.#members.delete(member.venId);
      throw error;
    }
  }

  /** Registers VENs; those that fail are members, and are registered when they report. */
  async registerAll(
    venIds: readonly string[],
    options: CallOptions,
  ): Promise<ReadonlyMap<VenId, unknown>> {
    const failures = new Map<VenId, unknown>();
    // All at first, so that a tick meanwhile reads them too.
    const members = venIds.map((venId) => this.#add(venId));
    await eachOfMany(members, this.#options.concurrency, async (member) => {
      try {
        await member.register(options);
      } catch (error) {
        failures.set(member.venId, error);
      }
    });
    return failures;
  }

  /** The VEN of readings that wait; the fleet may not have it any more. */
  memberOf(venId: string): FleetMember {
    const id = VenId(venId);
    const known = this.#members.get(id) ?? this.#orphans.get(id);
    if (known !== undefined) return known;
    const orphan = new FleetMember(id, this.#memberOptions({ isOrphan: true }));
    this.#orphans.set(id, orphan);
    return orphan;
  }

  /**
   * Gives the meters their fleet, once, unless somebody did.
   *
   * @throws {NoFleetError} if there is no store to take it from
   */
  async initializeMeters(options: CallOptions): Promise<void> {
    const { simulator, store } = this.#options;
    if (simulator.isInitialized) return;
    if (store === undefined) throw new NoFleetError();
    this.#initializing ??= simulator
      .initializeResources(undefined, { source: store.registry, ...options })
      .finally(() => {
        this.#initializing = undefined;
      });
    await this.#initializing;
  }

  #add(venId: string): FleetMember {
    const id = VenId(venId);
    const known = this.#members.get(id);
    if (known !== undefined) return known;
    const member = new FleetMember(id, this.#memberOptions());
    this.#members.set(id, member);
    return member;
  }

  #memberOptions(options: { readonly isOrphan?: boolean } = {}): FleetMemberOptions {
    const { profile, simulator, logger } = this.#options;
    return { profile, simulator, logger, ...options };
  }
}
