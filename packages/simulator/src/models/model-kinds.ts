import { z } from "zod";
import { appliancesModel } from "./appliances/appliances-model.ts";
import { appliancesSpec } from "./appliances/appliances-spec.ts";
import { batteryModel } from "./battery/battery-model.ts";
import { batterySpec } from "./battery/battery-spec.ts";
import { commercialModel } from "./commercial/commercial-model.ts";
import { commercialSpec } from "./commercial/commercial-spec.ts";
import { constantModel, constantSpec } from "./constant/constant-model.ts";
import {
  electricHeatingModel,
  electricHeatingSpec,
} from "./electric-heating/electric-heating-model.ts";
import { evModel } from "./ev/ev-model.ts";
import { evSpec } from "./ev/ev-spec.ts";
import { fridgeModel } from "./fridge/fridge-model.ts";
import { fridgeSpec } from "./fridge/fridge-spec.ts";
import { heatPumpModel, heatPumpSpec } from "./heat-pump/heat-pump-model.ts";
import type { LoadModel } from "./load-model.ts";
import { profileModel, profileSpec } from "./profile/profile-model.ts";
import { pvModel } from "./pv/pv-model.ts";
import { pvSpec } from "./pv/pv-spec.ts";
import { type Recordings, replayModel, replaySpec } from "./replay/replay-model.ts";
import { sumModel } from "./sum/sum-model.ts";
import { waterHeaterModel, waterHeaterSpec } from "./water-heater/water-heater-model.ts";

/** What a load is if it is one thing: a model and its settings. */
const singleSpec = z.discriminatedUnion("model", [
  appliancesSpec,
  batterySpec,
  commercialSpec,
  constantSpec,
  electricHeatingSpec,
  evSpec,
  fridgeSpec,
  heatPumpSpec,
  profileSpec,
  pvSpec,
  replaySpec,
  waterHeaterSpec,
]);

/** Several things behind one meter: what they draw together. */
const sumSpec = z.strictObject({
  model: z.literal("sum"),
  parts: z
    .array(
      z.strictObject({
        ratedPowerW: z
          .number()
          .positive()
          .max(1e9)
          .optional()
          .describe("Highest power that it usually draws, W; that of the load if left out."),
        model: singleSpec,
      }),
    )
    .min(1)
    .max(16)
    .describe("What is behind the meter, 1 to 16 models: the load draws what they draw together."),
});

/** What a load of a fleet is: a model and its settings. */
export const modelSpec = z.discriminatedUnion("model", [...singleSpec.options, sumSpec]);

/** See {@link modelSpec}. */
export type ModelSpec = z.infer<typeof modelSpec>;

/** A {@link ModelSpec} as a person writes it: what has a default may be left out. */
export type ModelSpecInput = z.input<typeof modelSpec>;

/**
 * Makes the model of a specification.
 *
 * @param recordings - what `replay` models play
 * @throws {InvalidValueError} if a recording is missing, or is not what the specification says
 */
export function createModel(spec: ModelSpec, recordings: Recordings = {}): LoadModel {
  switch (spec.model) {
    case "appliances":
      return appliancesModel(spec);
    case "commercial":
      return commercialModel(spec);
    case "pv":
      return pvModel(spec);
    case "ev":
      return evModel(spec);
    case "battery":
      return batteryModel(spec);
    case "constant":
      return constantModel(spec);
    case "electricHeating":
      return electricHeatingModel(spec);
    case "fridge":
      return fridgeModel(spec);
    case "heatPump":
      return heatPumpModel(spec);
    case "profile":
      return profileModel(spec);
    case "replay":
      return replayModel(spec, recordings);
    case "sum":
      return sumModel(
        spec.parts.map(({ ratedPowerW, model }) => ({
          ratedPowerW,
          model: createModel(model, recordings),
        })),
      );
    case "waterHeater":
      return waterHeaterModel(spec);
    default:
      return spec satisfies never;
  }
}
