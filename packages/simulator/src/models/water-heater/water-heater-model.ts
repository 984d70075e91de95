import { z } from "zod";
import type { DayModel } from "../load-model.ts";
import { thermalDay } from "../thermal/thermal-days.ts";
import type { OrderRules } from "../thermal/thermal-orders.ts";
import {
  diversitySetting,
  restartDelaySetting,
  shedSetting,
} from "../thermal/thermostat-settings.ts";
import { WaterHeaterPlant } from "./water-heater-plant.ts";

const temperature = z.number().min(0).max(95);

/** A tank of hot water with an electric element and a thermostat. */
export const waterHeaterSpec = z
  .strictObject({
    model: z.literal("waterHeater"),
    volumeL: z
      .number()
      .min(10)
      .max(10_000)
      .default(150)
      .describe("What the tank holds, l, 10 to 10,000."),
    setpointC: temperature.default(60).describe("Temperature that is kept, degrees Celsius."),
    deadbandK: z
      .number()
      .min(0.5)
      .max(20)
      .default(5)
      .describe("From where the thermostat switches on to where it switches off, K, 0.5 to 20."),
    lossWPerK: z
      .number()
      .min(0.05)
      .max(100)
      .default(1.5)
      .describe("Standing losses, W per K between the water and the room, 0.05 to 100."),
    ambientC: temperature.default(20).describe("Temperature of the room, degrees Celsius."),
    coldWaterC: z
      .number()
      .min(0)
      .max(30)
      .default(10)
      .describe("Temperature of the water that comes in, degrees Celsius."),
    people: z
      .number()
      .int()
      .min(0)
      .max(12)
      .optional()
      .describe("People who draw from it, 0 to 12; 1 to 5 by site if left out."),
    litresPerPersonDay: z
      .number()
      .min(0)
      .max(500)
      .default(60)
      .describe("Litres of 40 degrees Celsius that each draws in a day, mean, 0 to 500."),
    comfortFloorC: temperature
      .default(42)
      .describe("Below it the load heats whatever is asked, degrees Celsius."),
    comfortCeilingC: temperature
      .default(80)
      .describe("It never heats above, whatever is asked, degrees Celsius."),
    shedK: shedSetting([5, 10, 100]),
    longestRestartDelayS: restartDelaySetting,
    diversity: diversitySetting,
  })
  .superRefine(checkTank);

/** See {@link waterHeaterSpec}. */
export type WaterHeaterSettings = z.infer<typeof waterHeaterSpec>;

/**
 * See {@link waterHeaterSpec}. It obeys `setpoint`, `setpointOffset`, `shed`, `price` and
 * `powerLimit`; a limit below its rated power switches it off.
 */
export function waterHeaterModel(spec: WaterHeaterSettings): DayModel {
  const { shedK, longestRestartDelayS, setpointC: usualC } = spec;
  const rules: OrderRules = { shedK, longestRestartDelayS, usualC, highestPowerFactor: 1 };
  const plant = new WaterHeaterPlant(spec);
  return {
    kind: "day",
    trace(load, day, commands) {
      return thermalDay(load, day, commands, plant.become(load), rules);
    },
  };
}

function checkTank(
  settings: Readonly<
    Record<
      "setpointC" | "ambientC" | "coldWaterC" | "deadbandK" | "comfortFloorC" | "comfortCeilingC",
      number
    >
  >,
  context: z.RefinementCtx,
): void {
  const { setpointC, ambientC, coldWaterC, deadbandK, comfortFloorC, comfortCeilingC } = settings;
  const refuse = (path: string, message: string) =>
    context.addIssue({ code: "custom", path: [path], message });
  if (setpointC < Math.max(ambientC, coldWaterC) + 2 * deadbandK) {
    const rule = "it must be at least twice deadbandK above ambientC and coldWaterC";
    refuse("setpointC", rule);
  }
  if (comfortFloorC >= setpointC) refuse("comfortFloorC", "it must be below setpointC");
  if (comfortCeilingC <= setpointC) refuse("comfortCeilingC", "it must be above setpointC");
}
