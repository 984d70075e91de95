import { z } from "zod";
import type { DayModel } from "../load-model.ts";
import { roomModel } from "../thermal/room-model.ts";
import { checkRoom, roomSettings } from "../thermal/room-settings.ts";
import { HIGHEST_INPUT_FACTOR, heatFactor, inputFactor } from "./heat-pump-curve.ts";

/** A building heated by a heat pump that takes its heat from the air outside. */
export const heatPumpSpec = z
  .strictObject({
    model: z.literal("heatPump"),
    ...roomSettings,
    designC: roomSettings.designC
      .unwrap()
      .default(-8)
      .describe(
        "As with electricHeating, but milder: few heat pumps are made for the coldest days.",
      ),
    cop: z
      .number()
      .min(1)
      .max(8)
      .default(3.5)
      .describe(
        "Heat per electricity at 8.3 degrees Celsius outside, 1 to 8; tells only with lossWPerK.",
      ),
    isModulating: z
      .boolean()
      .default(false)
      .describe("Whether it runs as fast as is needed, not only on and off."),
    leastShare: z
      .number()
      .min(0.05)
      .max(1)
      .default(0.3)
      .describe("The lowest share of its power that a modulating one can run at, 0.05 to 1."),
  })
  .superRefine(checkRoom);

/**
 * See {@link heatPumpSpec}. Its rated power is what it draws at 8.3 degrees Celsius outside. It obeys
 * `setpoint`, `setpointOffset`, `shed`, `price` and `powerLimit`; a limit below what it can run at
 * switches it off.
 */
export function heatPumpModel(spec: z.infer<typeof heatPumpSpec>): DayModel {
  const { cop, isModulating, leastShare } = spec;
  return roomModel(spec, {
    leastShare: isModulating ? leastShare : 1,
    isModulating,
    cop,
    highestPowerFactor: HIGHEST_INPUT_FACTOR,
    heatFactor,
    powerFactor: inputFactor,
  });
}
