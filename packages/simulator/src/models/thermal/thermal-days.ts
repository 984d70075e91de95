import { mixedWord } from "@ven/core";
import type { LocalDay } from "../../calendar/local-day.ts";
import type { CommandSpan } from "../../demand-response/command-span.ts";
import type { DayTrace } from "../../trace/day-trace.ts";
import type { LoadView } from "../load-model.ts";
import { type OrderRules, ThermalOrders } from "./thermal-orders.ts";
import type { ThermalPlant } from "./thermal-plant.ts";
import { ThermalTrace } from "./thermal-trace.ts";
import { anchorThermostat } from "./thermostat-cycle.ts";
import { ThermostatRun } from "./thermostat-run.ts";

/**
 * Under a command that goes on for long, a load begins anew at every fourteenth day, two days before
 * it is asked for at the latest.
 */
const BLOCK_DAYS = 14;
const LEAST_DAYS = 2;

/** Never reuse a number. */
const STREAM = { phase: 1_002 } as const;

const orders = new ThermalOrders();
const run = new ThermostatRun();
const collected = new ThermalTrace();

/**
 * One day of a thermal load. Each day has an anchor: a place in the thermostat's usual cycle that is
 * drawn for load and day. Without orders the day begins there. With orders the day of the first one
 * does, and all goes on from it without another anchor.
 */
export function thermalDay(
  load: LoadView,
  day: LocalDay,
  commands: readonly CommandSpan[],
  plant: ThermalPlant,
  rules: OrderRules,
): DayTrace {
  orders.begin(load, commands, rules);
  const { calendar } = load.surroundings;
  let index = firstDay(load, day);
  begin(load, plant, calendar.day(index), calendar.day(index - 1));
  for (; index < day.index; index += 1) {
    const before = calendar.day(index);
    plant.enterDay(before);
    run.follow(plant, orders, before.startS, before.endS);
  }
  plant.enterDay(day);
  collected.clear();
  run.follow(plant, orders, day.startS, day.endS, collected);
  return collected.take(day);
}

function firstDay({ surroundings }: LoadView, { index, startS }: LocalDay): number {
  if (orders.firstS >= startS) return index;
  const first = surroundings.calendar.dayAt(orders.firstS).index;
  return Math.max(first, Math.floor((index - LEAST_DAYS) / BLOCK_DAYS) * BLOCK_DAYS);
}

function begin({ key }: LoadView, plant: ThermalPlant, day: LocalDay, before: LocalDay): void {
  const burnInFromS = plant.burnInFromS(before);
  plant.enterDay(burnInFromS < day.startS ? before : day);
  plant.moveTo(burnInFromS);
  anchorThermostat(plant, mixedWord(key, STREAM.phase, day.index) / 0x1_0000_0000, run);
  run.restart();
  run.follow(plant, orders, burnInFromS, day.startS);
}
