import { createSimulator, type FleetSpecInput, type Simulator } from "@ven/simulator";

const HOUR_MS = 3_600_000;

type LoadInput = FleetSpecInput["sites"][string]["loads"][number];

/** Sites that are alike, so that their mean shows the kind and not the noise. */
export function sitesOf(
  resourceType: string,
  loads: readonly LoadInput[],
  changes: Partial<FleetSpecInput> = {},
): Simulator {
  return createSimulator({
    fleet: {
      name: resourceType,
      sites: { site: { resourceType, loads: [...loads] } },
      vens: [
        {
          venId: "ven",
          resources: [{ resourceId: "site-{n}", name: "Site {n}", site: "site", count: 60 }],
        },
      ],
      ...changes,
    },
  });
}

/** Mean power of all loads in each of the 24 hours from a local midnight, W. */
export function hoursOfDay(simulator: Simulator, date: string, offset: string): Float64Array {
  const fromMs = Date.parse(`${date}T00:00:00${offset}`);
  const range = { fromMs, toMs: fromMs + 24 * HOUR_MS, stepMs: HOUR_MS, power: "mean" } as const;
  const hours = new Float64Array(24);
  simulator.range(range).powerW.forEach((powerW, at) => {
    hours[at % 24] = (hours[at % 24] ?? 0) + powerW;
  });
  return hours;
}

/** The mean of some hours over the mean of all. @param to - the hour after the last */
export function shareOfHours(hours: Float64Array, from: number, to: number): number {
  return meanOf(hours.subarray(from, to)) / meanOf(hours);
}

/** The mean of numbers. */
export function meanOf(numbers: Float64Array): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}
