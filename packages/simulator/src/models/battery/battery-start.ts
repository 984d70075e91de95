import type { DayTrace } from "../../trace/day-trace.ts";
import { CALIBRATION_DAYS } from "./battery-plan.ts";
import type { BatteryStore } from "./battery-store.ts";

/**
 * What a battery that is left to its plan holds when a day begins.
 *
 * It goes back day by day until it does not matter any more what the battery held: from where an empty
 * one and a full one, each following the plan, come to hold the same. As all between them do, too, this
 * is exact, and needs no history. A calibration ends every such search.
 *
 * @param plannedBefore - the plan of the day so many days before, 1 or more
 */
export function startContent(
  store: BatteryStore,
  plannedBefore: (daysBefore: number) => DayTrace,
): number {
  const plans: DayTrace[] = [];
  for (let reach = 1; ; reach = Math.min(2 * reach, CALIBRATION_DAYS)) {
    while (plans.length < reach) plans.push(plannedBefore(plans.length + 1));
    let low = store.least;
    let high = store.most;
    for (let before = reach; before >= 1; before -= 1) {
      const planned = plans[before - 1] as DayTrace;
      const isOne = low === high;
      low = contentAfter(store, low, planned);
      high = isOne ? low : contentAfter(store, high, planned);
    }
    if (low === high || reach === CALIBRATION_DAYS) return low;
  }
}

function contentAfter(store: BatteryStore, before: number, planned: DayTrace): number {
  const { fromS, powerDw, endS } = planned;
  let content = before;
  for (let segment = 0; segment < fromS.length; segment += 1) {
    const wanted = powerDw[segment] ?? 0;
    let atS = fromS[segment] ?? endS;
    const untilS = fromS[segment + 1] ?? endS;
    while (atS < untilS) {
      store.step(content, wanted, untilS - atS);
      atS += store.seconds;
      content = store.content;
    }
  }
  return content;
}
