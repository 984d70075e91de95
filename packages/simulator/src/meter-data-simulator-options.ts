import type { Clock, Logger, ResourceSource } from "@ven/core";
import type { MeterModel } from "./meters/meter-model.ts";

/** What a world of simulated meters is made of. Each may be decided once per world. */
export interface MeterDataSimulatorOptions {
  /** Where the fleet comes from; may also be given to `initializeResources`. */
  readonly source?: ResourceSource;
  /** Where powers come from. @defaultValue `syntheticMeters()` */
  readonly meters?: MeterModel;
  /** Another seed gives other synthetic powers. @defaultValue `"ven"` */
  readonly seed?: string | number;
  /** Tells the instant that readings carry. @defaultValue the machine's clock */
  readonly clock?: Clock;
  /** @defaultValue silent */
  readonly logger?: Logger;
}
