import { z } from "zod";
import type { DayModel } from "../load-model.ts";
import { roomModel } from "../thermal/room-model.ts";
import type { RoomHeater } from "../thermal/room-plant.ts";
import { checkRoom, roomSettings } from "../thermal/room-settings.ts";

/** A building heated by electric panels behind one thermostat. */
export const electricHeatingSpec = z
  .strictObject({ model: z.literal("electricHeating"), ...roomSettings })
  .superRefine(checkRoom);

/** Draws its rated power or nothing; under a power limit, that much. */
const PANELS: RoomHeater = {
  leastShare: 0,
  isModulating: false,
  cop: 1,
  highestPowerFactor: 1,
  heatFactor: () => 1,
  powerFactor: () => 1,
};

/**
 * See {@link electricHeatingSpec}. It obeys `setpoint`, `setpointOffset`, `shed`, `price` and
 * `powerLimit`.
 */
export function electricHeatingModel(spec: z.infer<typeof electricHeatingSpec>): DayModel {
  return roomModel(spec, PANELS);
}
