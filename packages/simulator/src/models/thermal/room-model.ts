import type { DayModel } from "../load-model.ts";
import { type RoomHeater, RoomPlant } from "./room-plant.ts";
import type { RoomSettings } from "./room-settings.ts";
import { thermalDay } from "./thermal-days.ts";
import type { OrderRules } from "./thermal-orders.ts";

/** The model of a heated building. */
export function roomModel(settings: RoomSettings, heater: RoomHeater): DayModel {
  const { shedK, longestRestartDelayS, setpointC } = settings;
  const { highestPowerFactor } = heater;
  const rules: OrderRules = { shedK, longestRestartDelayS, usualC: setpointC, highestPowerFactor };
  const plant = new RoomPlant(settings, heater);
  return {
    kind: "day",
    trace(load, day, commands) {
      return thermalDay(load, day, commands, plant.become(load), rules);
    },
  };
}
