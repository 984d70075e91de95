import type { ResourceRegistry } from "./registry/resource-registry.ts";

/** Options of every call on a store. */
export interface StoreCallOptions {
  /** Ends the call with the signal's reason; what it wrote is rolled back. */
  readonly signal?: AbortSignal;
}

/** What a VEN must remember, in one file. Open one with {@link openStore}. */
export interface VenStore extends AsyncDisposable {
  /** As it was given to {@link openStore}. */
  readonly path: string;
  readonly registry: ResourceRegistry;
  /** Waits for the calls under way, then closes the file. May be called again. */
  close(): Promise<void>;
}
