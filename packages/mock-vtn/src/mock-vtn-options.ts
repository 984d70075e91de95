import type { Logger } from "@ven/core";

/** How a mock VTN behaves. */
export interface MockVtnOptions {
  /** The tokens that it accepts. Without one it asks for none. @defaultValue none */
  readonly bearerToken?: string | readonly string[];
  /** How many reports it keeps; it counts all. 1 to 1_000_000_000. @defaultValue 10_000 */
  readonly maxReports?: number;
  /** How many VENs, resources, programs and events of each kind it takes. @defaultValue 100_000 */
  readonly maxObjects?: number;
  /** Largest request body, bytes. @defaultValue 1_048_576 */
  readonly maxBodyBytes?: number;
  /** @defaultValue silent */
  readonly logger?: Logger;
}
