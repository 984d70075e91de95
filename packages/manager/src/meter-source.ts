import type { ReadingColumns, Resource, ResourceSource, ResourceStatus } from "@ven/core";

/** What a manager needs of its meters; `MeterDataSimulator` is one. */
export interface MeterSource {
  readonly isInitialized: boolean;
  initializeResources(
    venIds?: readonly string[],
    options?: { readonly source?: ResourceSource; readonly signal?: AbortSignal },
  ): Promise<void>;
  /** Moves on by one step. @returns the new index */
  increaseTime(): number;
  /** The current readings of one VEN's approved resources; the same ones until the next step. */
  collectColumns(venId: string): ReadingColumns;
  getVenResources(venId: string, status?: ResourceStatus): readonly Resource[];
}
