import { mixedWord } from "@ven/core";
import { directivesOf } from "../../demand-response/directive.ts";
import type { DayModel } from "../load-model.ts";
import { ChargePath } from "../storage/charge-path.ts";
import { heldDirectives } from "../storage/held-directives.ts";
import {
  CALIBRATION_AFTERMATH_S,
  calibrationOf,
  isCalibrated,
  plannedTrace,
} from "./battery-plan.ts";
import { BatteryRun } from "./battery-run.ts";
import type { BatterySpec } from "./battery-spec.ts";
import { startContent } from "./battery-start.ts";
import { BatteryStore } from "./battery-store.ts";

/** Never reuse a number. */
const STREAM = { restart: 5_101 } as const;

/**
 * A battery that makes up for other loads of its site, or goes by the clock; every two weeks it is filled
 * from the grid. Commands: `dispatch` charges or discharges with that power; shed level 1 stops
 * charging, 2 discharges with half, 3 with all its power; a power limit holds for charging. All within
 * its least and most charge, and not while it is filled. Afterwards it goes on with its plan from what
 * it holds. It throws if it follows a load that its site has not.
 */
export function batteryModel(spec: BatterySpec): DayModel {
  const path = new ChargePath();
  return {
    kind: "day",
    aftermathS: CALIBRATION_AFTERMATH_S,
    trace(load, day, commands) {
      const { calendar } = load.surroundings;
      const store = new BatteryStore(spec, load);
      const restartS = Math.floor(
        (mixedWord(load.key, STREAM.restart, 0) / 0x1_0000_0000) * spec.longestRestartS,
      );
      const directives =
        commands.length === 0 ? [] : heldDirectives(directivesOf(load, commands), restartS);
      const earliestS = commands.reduce((least, { fromS }) => Math.min(least, fromS), day.startS);
      let first = day.index;
      if (earliestS < day.startS) {
        // Since it was last filled: what it held before tells on nothing later.
        let calibrated = day.index - 1;
        while (!isCalibrated(load, calibrated)) calibrated -= 1;
        first = Math.max(calibrated, calendar.dayAt(earliestS).index);
      }
      const planned = (index: number) => plannedTrace(spec, store, load, calendar.day(index));
      const content = startContent(store, (daysBefore) => planned(first - daysBefore));
      const run = new BatteryRun(store, directives, content);
      path.clear();
      for (let index = first; index <= day.index; index += 1) {
        const calibration = isCalibrated(load, index)
          ? calibrationOf(store, calendar.day(index))
          : undefined;
        run.follow(planned(index), calibration, index === day.index ? path : undefined);
      }
      return path.trace(day);
    },
  };
}
