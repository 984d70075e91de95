import type { FleetSpecInput, Simulator } from "@ven/simulator";

type ModelInput = NonNullable<FleetSpecInput["sites"][string]["loads"][number]["model"]>;

/** People who do at once what they are asked, and stay with it. */
export const OBEDIENT = { optOutShare: 0, optOutPerHour: 0, longestDelayS: 0 } as const;

/** What differs from a fleet of one obedient site in Denmark. */
export interface OneModelFleetOptions {
  readonly count?: number;
  readonly ratedPowerW?: number;
  readonly people?: FleetSpecInput["people"];
}

/** Sites `r1`, `r2` and so on with one load each, `l`, all of one model. */
export function oneModelFleet(
  model: ModelInput,
  { count = 1, ratedPowerW = 2_000, people = OBEDIENT }: OneModelFleetOptions = {},
): FleetSpecInput {
  const load = { loadId: "l", kind: "heat", ratedPowerW, model };
  return {
    name: "one model",
    people,
    sites: { home: { resourceType: "home", loads: [load] } },
    vens: [{ venId: "v", resources: [{ resourceId: "r{n}", name: "R{n}", site: "home", count }] }],
  };
}

/** Mean power of each load in each step, W: of all loads together over their number. */
export function meanPowerW(
  simulator: Simulator,
  fromMs: number,
  toMs: number,
  stepMs: number,
): number[] {
  const { powerW, timestampMs, loads } = simulator.range({ fromMs, toMs, stepMs, power: "mean" });
  const steps = timestampMs.length;
  return Array.from({ length: steps }, (_, step) => {
    let sum = 0;
    for (let row = 0; row < loads.length; row += 1) sum += powerW[row * steps + step] ?? 0;
    return sum / loads.length;
  });
}

/** The mean of some numbers. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
