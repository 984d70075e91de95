import { Draws } from "@ven/core";
import type { LocalDay } from "../../calendar/local-day.ts";
import type { LoadView } from "../load-model.ts";
import { ChargeCurve } from "./charge-curve.ts";
import type { EvSpec } from "./ev-spec.ts";

/** One stay of a car at its charger. */
export interface EvSession {
  /** Epoch s, whole. */
  readonly arrivalS: number;
  /** Epoch s, whole. */
  readonly departureS: number;
  /** Charge of its battery when it arrives, share. */
  readonly startCharge: number;
  /** Energy of the grid that would fill an empty battery, tenths of a watt-second. */
  readonly dwsPerCharge: number;
  readonly curve: ChargeCurve;
}

/** Tenths of a watt-second in a watt-hour. */
const DWS_PER_WH = 36_000;

const HOUR_S = 3_600;

/** When cars come home, hours: most towards the evening, each around its own time, others at any time. */
const EVENING = { share: 0.74, meanH: 17.7, carDeviationH: 1.6, dayDeviationH: 1.65 } as const;
const OTHER = { meanH: 14.8, deviationH: 5.8 } as const;

/** When they leave: most the next morning, each around its own time; some soon, after so many hours. */
const MORNING = { meanH: 7.2, carDeviationH: 1.2, dayDeviationH: 1.2 } as const;
const SOON = { share: 0.15, leastH: 1, spreadH: 5.8 } as const;

/** Shortest and longest stay, and the least time away before the next one, s. */
const SHORTEST_S = 900;
const LONGEST_S = 22 * HOUR_S;
const AWAY_S = 1_800;

/** How much more a car takes per K below this: it heats, and its battery is stiff. */
const MILD_C = 20;
const MORE_PER_K = 0.01;

/** Energy of a session varies by this, share of its mean; and the least. */
const ENERGY_DEVIATION = 0.4;
const LEAST_ENERGY = 0.2;

/** Most cars are charged to .8, the others until they are full. */
const PART_CHARGE = { share: 0.6, charge: 0.8 } as const;

/** No car arrives emptier than this. */
const LEAST_CHARGE = 0.05;

/** Never reuse a number. */
const STREAM = { habit: 4_001, session: 4_002, arrival: 4_003 } as const;

const draws = new Draws();

/** The stay that begins on a day, if there is one. At most one does, and none overlap. */
export function evSession(spec: EvSpec, load: LoadView, day: LocalDay): EvSession | undefined {
  const { calendar, weather } = load.surroundings;
  const habit = habitOf(load);
  const arrivalS = arrivalOn(load, habit, day);
  const nextDay = calendar.day(day.index + 1);
  const nextArrivalS = arrivalOn(load, habit, nextDay);
  draws.startAt(load.key, STREAM.session, day.index);
  const isPluggedIn = draws.uniform() < spec.plugInShare;
  const isSoon = draws.uniform() < SOON.share;
  const soonH = SOON.leastH + SOON.spreadH * draws.uniform() * draws.uniform();
  const morningH = draws.normal(habit.morningH, MORNING.dayDeviationH);
  const energyShare = Math.max(LEAST_ENERGY, draws.normal(1, ENERGY_DEVIATION));
  const departureS = Math.min(
    isSoon ? arrivalS + Math.round(soonH * HOUR_S) : nextDay.atWall(Math.round(morningH * HOUR_S)),
    arrivalS + LONGEST_S,
    nextArrivalS - AWAY_S,
  );
  if (!isPluggedIn || departureS - arrivalS < SHORTEST_S) return undefined;
  const noonC = weather.temperatureC(Math.floor(day.atWall(12 * HOUR_S) / HOUR_S));
  const energyWh = spec.sessionWh * energyShare * (1 + MORE_PER_K * Math.max(0, MILD_C - noonC));
  const dwsPerCharge = (spec.batteryWh * DWS_PER_WH) / spec.efficiency;
  const needDws = Math.round(
    Math.min(energyWh * DWS_PER_WH, (habit.fullCharge - LEAST_CHARGE) * dwsPerCharge),
  );
  const startCharge = habit.fullCharge - needDws / dwsPerCharge;
  const fullDw = Math.round((spec.chargerW ?? load.ratedPowerW) * 10);
  const curve = new ChargeCurve(fullDw, startCharge, dwsPerCharge, needDws);
  return { arrivalS, departureS, startCharge, dwsPerCharge, curve };
}

interface EvHabit {
  readonly arrivalH: number;
  readonly morningH: number;
  readonly fullCharge: number;
}

function habitOf({ key }: LoadView): EvHabit {
  draws.startAt(key, STREAM.habit, 0);
  return {
    arrivalH: draws.normal(EVENING.meanH, EVENING.carDeviationH),
    morningH: draws.normal(MORNING.meanH, MORNING.carDeviationH),
    fullCharge: draws.uniform() < PART_CHARGE.share ? PART_CHARGE.charge : 1,
  };
}

/** When the car comes home on a day, whether it is plugged in or not. */
function arrivalOn({ key }: LoadView, { arrivalH }: EvHabit, day: LocalDay): number {
  draws.startAt(key, STREAM.arrival, day.index);
  const hour =
    draws.uniform() < EVENING.share
      ? draws.normal(arrivalH, EVENING.dayDeviationH)
      : draws.normal(OTHER.meanH, OTHER.deviationH);
  return day.atWall(Math.round(Math.min(23.9, Math.max(0.2, hour)) * HOUR_S));
}
