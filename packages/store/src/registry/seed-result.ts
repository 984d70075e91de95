/** What seeding a fleet changed. A second time with the same fleet, only the last two are not 0. */
export interface SeedResult {
  readonly vensAdded: number;
  readonly resourcesAdded: number;
  /** Resources that existed and now are as the fleet says, but for their status. */
  readonly resourcesUpdated: number;
  readonly resourcesUnchanged: number;
  /** Resources that existed and whose status is not what the fleet says; the registry's stays. */
  readonly statusesKept: number;
}
