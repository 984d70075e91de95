import { mixedWord } from "@ven/core";
import type { LocalDay } from "../../calendar/local-day.ts";
import type { CommandSpan } from "../../demand-response/command-span.ts";
import type { DayTrace } from "../../trace/day-trace.ts";
import type { LoadView } from "../load-model.ts";
import { temperatureAfter } from "./exponential.ts";
import { askedC, NO_ORDER } from "./thermal-order.ts";
import { type OrderRules, ThermalOrders } from "./thermal-orders.ts";
import type { ThermalPlant } from "./thermal-plant.ts";
import { ThermalTrace } from "./thermal-trace.ts";
import { anchorThermostat } from "./thermostat-cycle.ts";
import { ThermostatRun } from "./thermostat-run.ts";

/**
 * Under a command that goes on for long, a load begins anew at every fourteenth day, seven days before
 * it is asked for at the latest: little is left of where it began.
 */
const BLOCK_DAYS = 14;
const LEAST_DAYS = 7;

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
  const first = firstDay(load, day);
  const fromS = plant.burnInFromS(first, calendar);
  let before = fromS < first.startS ? calendar.dayAt(fromS) : first;
  plant.enterDay(before);
  plant.moveTo(fromS);
  orders.moveTo(fromS);
  anchor(plant, mixedWord(load.key, STREAM.phase, first.index) / 0x1_0000_0000, fromS);
  for (; before.index < day.index; before = calendar.day(before.index + 1)) {
    plant.enterDay(before);
    run.follow(plant, orders, Math.max(fromS, before.startS), before.endS);
  }
  plant.enterDay(day);
  collected.clear();
  run.follow(plant, orders, day.startS, day.endS, collected);
  return collected.take(day);
}

function firstDay({ surroundings }: LoadView, day: LocalDay): LocalDay {
  if (orders.firstS >= day.startS) return day;
  const { calendar } = surroundings;
  const first = calendar.dayAt(orders.firstS);
  const block = Math.floor((day.index - LEAST_DAYS) / BLOCK_DAYS) * BLOCK_DAYS;
  return first.index < block ? calendar.day(block) : first;
}

/** Puts the thermostat where it may be found at an instant, also under an order long in force. */
function anchor(plant: ThermalPlant, phase: number, atS: number): void {
  run.restart();
  const { order, sinceS } = orders;
  if (order === NO_ORDER) {
    anchorThermostat(plant, phase, run);
    return;
  }
  const { usualC, deadbandK, tauS, comfortFloorC, comfortCeilingC } = plant;
  const halfK = deadbandK / 2;
  const floorC = Math.min(comfortFloorC, usualC - halfK);
  const keptC = Math.min(askedC(order, usualC), Math.max(usualC, comfortCeilingC - halfK));
  anchorThermostat(plant, phase, run, Math.max(keptC, floorC + halfK), order.limitDw);
  const coolingC = temperatureAfter(usualC, plant.meanRestC(), tauS, atS - sinceS);
  const leastC = Math.max(floorC, coolingC);
  if (run.temperatureC >= leastC) return;
  run.temperatureC = leastC;
  run.isCalling = false;
}
