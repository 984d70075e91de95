import type { HomePart } from "./home-part.ts";
import type { TimeOfDay } from "./time-of-day.ts";
import { TIMES } from "./times-of-day.ts";

/** A stretch of a program: from when until when after its beginning, min, and what it draws, W. */
export type ProgramStage = readonly [fromMin: number, toMin: number, powerW: number];

/** What an appliance is and how homes use it. */
export interface ApplianceKind {
  /** Its place in the random numbers; never reuse one. */
  readonly number: number;
  readonly name: string;
  readonly part: HomePart;
  /** Share of homes that have it. */
  readonly owned: number;
  /** Uses a year in a home of mean size. */
  readonly usesPerYear: number;
  /** How far uses follow the number of people: 0 not at all, 1 in proportion. */
  readonly perPerson: number;
  /** What one use is; of several stages for a program. */
  readonly stages: readonly ProgramStage[];
  /** What it draws at most, W. */
  readonly peakW: number;
  /** How much uses differ in length: a share of it up and down, 0 to 1. */
  readonly lengthSpread: number;
  readonly times: TimeOfDay;
  /** How exactly it is used at the same time every day: at most so much earlier or later, min. */
  readonly habitMin: number;
  /** Whether it waits when less is asked for. */
  readonly isDeferrable: boolean;
}

type Row = readonly [
  name: string,
  owned: number,
  usesPerYear: number,
  perPerson: number,
  minutes: number,
  powerW: number,
  lengthSpread: number,
  times: TimeOfDay,
  habitMin: number,
];

const kind = (number: number, part: HomePart, row: Row): ApplianceKind => {
  const [name, owned, usesPerYear, perPerson, minutes, powerW, lengthSpread, times, habitMin] = row;
  const stages = [[0, minutes, powerW]] as const;
  return {
    number,
    name,
    part,
    owned,
    usesPerYear,
    perPerson,
    stages,
    peakW: powerW,
    lengthSpread,
    times,
    habitMin,
    isDeferrable: false,
  };
};

const program = (
  number: number,
  row: readonly [string, number, number, number, TimeOfDay],
  stages: readonly ProgramStage[],
): ApplianceKind => {
  const [name, owned, usesPerYear, perPerson, times] = row;
  return {
    number,
    name,
    part: "wet",
    owned,
    usesPerYear,
    perPerson,
    stages,
    peakW: Math.max(...stages.map(([, , powerW]) => powerW)),
    lengthSpread: 0,
    times,
    habitMin: 60,
    isDeferrable: true,
  };
};

/** Fill, heat, turn, spin. */
const WASHING: readonly ProgramStage[] = [
  [0, 6, 75],
  [6, 23, 2_000],
  [23, 75, 120],
  [75, 85, 450],
];

/** Rinse, heat and wash, turn, heat and rinse, dry. */
const DISHWASHING: readonly ProgramStage[] = [
  [0, 12, 60],
  [12, 27, 1_900],
  [27, 70, 60],
  [70, 82, 1_900],
  [82, 105, 10],
];

/**
 * The appliances of homes. Uses, minutes and ownership after the CREST demand model (Richardson et al.,
 * 2010), with the watts and the programs of the 2020s.
 */
export const APPLIANCE_KINDS: readonly ApplianceKind[] = [
  kind(1, "cooking", ["kettle", 0.85, 950, 0.5, 3, 2_000, 0.5, TIMES.drinks, 25]),
  kind(2, "cooking", ["coffee machine", 0.7, 650, 0.5, 7, 1_100, 0.4, TIMES.drinks, 20]),
  kind(3, "cooking", ["hob", 0.98, 480, 0.5, 25, 1_300, 0.6, TIMES.meals, 30]),
  kind(4, "cooking", ["oven", 0.92, 160, 0.5, 42, 1_500, 0.4, TIMES.meals, 40]),
  kind(5, "cooking", ["microwave", 0.85, 280, 0.5, 5, 1_250, 0.6, TIMES.snacks, 40]),
  kind(6, "cooking", ["toaster", 0.7, 240, 0.5, 4, 900, 0.3, TIMES.snacks, 25]),
  program(7, ["washing machine", 0.94, 195, 0.8, TIMES.laundry], WASHING),
  program(8, ["dishwasher", 0.78, 230, 0.6, TIMES.dishes], DISHWASHING),
  program(9, ["tumble dryer", 0.18, 120, 0.8, TIMES.laundry], [[0, 60, 2_200]]),
  program(10, ["heat-pump dryer", 0.32, 130, 0.8, TIMES.laundry], [[0, 100, 750]]),
  kind(11, "electronics", ["television", 0.95, 900, 0.3, 120, 100, 0.6, TIMES.television, 30]),
  kind(12, "electronics", ["second television", 0.4, 350, 0.5, 90, 65, 0.6, TIMES.television, 40]),
  kind(13, "electronics", ["computer", 0.75, 520, 0.4, 190, 100, 0.7, TIMES.computing, 40]),
  kind(14, "electronics", ["laptops", 1, 800, 0.7, 110, 45, 0.5, TIMES.computing, 60]),
  kind(15, "electronics", ["game console", 0.3, 240, 0.6, 110, 130, 0.6, TIMES.television, 60]),
  kind(16, "electronics", ["music", 0.6, 350, 0.3, 100, 35, 0.6, TIMES.drinks, 60]),
  kind(17, "other", ["vacuum cleaner", 0.95, 100, 0.4, 18, 850, 0.5, TIMES.chores, 60]),
  kind(18, "other", ["iron", 0.7, 55, 0.4, 28, 1_000, 0.4, TIMES.chores, 60]),
  kind(19, "other", ["hair dryer", 0.65, 230, 0.6, 6, 1_400, 0.5, TIMES.care, 20]),
  kind(20, "other", ["tools and hobbies", 0.9, 330, 0.3, 60, 260, 0.7, TIMES.chores, 90]),
  kind(21, "other", ["bathroom heater", 0.22, 400, 0.4, 30, 900, 0.4, TIMES.care, 20]),
];

/** Energy of one use, Wh. */
export function energyOfUse({ stages }: ApplianceKind): number {
  return stages.reduce(
    (sum, [fromMin, toMin, powerW]) => sum + ((toMin - fromMin) * powerW) / 60,
    0,
  );
}
