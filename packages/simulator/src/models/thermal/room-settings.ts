import { z } from "zod";
import { diversitySetting, restartDelaySetting, shedSetting } from "./thermostat-settings.ts";

const hour = z.number().min(0).max(24);

/** The settings of a heated building: what `heatPump` and `electricHeating` share. */
export const roomSettings = {
  setpointC: z
    .number()
    .min(5)
    .max(35)
    .default(21)
    .describe("Temperature that is kept, degrees Celsius, 5 to 35."),
  deadbandK: z
    .number()
    .min(0.1)
    .max(10)
    .default(0.4)
    .describe("From where the thermostat switches on to where it switches off, K, 0.1 to 10."),
  timeConstantH: z
    .number()
    .min(1)
    .max(500)
    .default(24)
    .describe(
      "Time constant of the building, heat capacity over losses, h, 1 to 500; houses have 15 to 60.",
    ),
  designC: z
    .number()
    .min(-60)
    .max(20)
    .default(-15)
    .describe(
      "Outdoor temperature at which full power just keeps the set point, degrees Celsius, -60 to 20.",
    ),
  lossWPerK: z
    .number()
    .positive()
    .max(1e6)
    .optional()
    .describe("Losses, W per K; those that follow from designC if left out."),
  freeHeatK: z
    .number()
    .min(0)
    .max(20)
    .default(4)
    .describe("By how many K people, devices and the sun warm the building, 0 to 20."),
  nightSetback: z
    .strictObject({
      byK: z.number().min(0).max(20).default(2).describe("K, 0 to 20."),
      fromHour: hour.default(22).describe("Hour of the wall clock, 0 to 24."),
      toHour: hour
        .default(6)
        .describe("Hour of the wall clock, 0 to 24; the next morning if it is earlier."),
    })
    .optional()
    .describe("How much cooler it is kept at night; not at all if left out."),
  comfortFloorC: z
    .number()
    .min(-20)
    .max(35)
    .default(17)
    .describe("Below it the load heats whatever is asked, degrees Celsius."),
  comfortCeilingC: z
    .number()
    .min(5)
    .max(60)
    .default(25)
    .describe("It never heats above, whatever is asked, degrees Celsius."),
  shedK: shedSetting([1, 2, 3]),
  longestRestartDelayS: restartDelaySetting,
  diversity: diversitySetting,
};

/** See {@link roomSettings}. */
export type RoomSettings = z.infer<z.ZodObject<typeof roomSettings>>;

/** The rules that hold between settings, as a check for zod. */
export function checkRoom(settings: RoomSettings, context: z.RefinementCtx): void {
  const { setpointC, designC, freeHeatK, comfortFloorC, comfortCeilingC } = settings;
  const refuse = (path: string, message: string) =>
    context.addIssue({ code: "custom", path: [path], message });
  if (designC > setpointC - freeHeatK - 1) {
    refuse("designC", "it must be at least 1 K below setpointC less freeHeatK");
  }
  if (comfortFloorC >= setpointC) refuse("comfortFloorC", "it must be below setpointC");
  if (comfortCeilingC <= setpointC) refuse("comfortCeilingC", "it must be above setpointC");
}
