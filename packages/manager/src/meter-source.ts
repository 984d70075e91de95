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
  /**
   * The current readings of one VEN's approved resources; the same ones until the next step. The layout
   * is the same object until the resources change.
   *
   * Loads may be read at different instants: a load whose instant is that of its last report has nothing
   * new, and is left out.
   *
   * @param own - columns of the manager's, to write them into and give them back, if the layout is still
   *   theirs. Whoever gives new ones each time may leave it out
   */
  collectColumns(venId: string, own?: ReadingColumns): ReadingColumns;
  getVenResources(venId: string, status?: ResourceStatus): readonly Resource[];
}
