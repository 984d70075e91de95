import type { LoadId } from "../ids/load-id.ts";

/** A component of a resource that has its own meter, such as a pub's kitchen. */
export interface Load {
  /** Id within its resource, `load_0` to `load_5` by convention. */
  readonly loadId: LoadId;
  /** What it is, such as `kitchen` or `refrigeration`; chooses the simulated curve. */
  readonly kind: string;
  /** Highest power that it usually draws, W; above 0. */
  readonly ratedPowerW: number;
}
