import { InvalidValueError, isInvalidValueError } from "@ven/core";
import type { BatterySpec } from "../models/battery/battery-spec.ts";
import { BatteryStore } from "../models/battery/battery-store.ts";
import type { ModelSpec } from "../models/model-kinds.ts";
import type { FleetSpec } from "./fleet-spec.ts";

/**
 * Checks that batteries follow loads that their site has, and have the power for their capacity.
 *
 * @throws {InvalidValueError} that names the place in the fleet
 */
export function checkBatteries({ sites }: FleetSpec): void {
  for (const [name, { loads }] of Object.entries(sites)) {
    const ids = loads.map(({ loadId }) => loadId);
    loads.forEach(({ loadId, ratedPowerW, model }, place) => {
      const path = `fleet.sites.${name}.loads[${place}].model`;
      const others = ids.filter((id) => id !== loadId);
      for (const battery of batteriesOf(path, model, ratedPowerW)) {
        checkFollows(battery, others);
        checkStore(battery);
      }
    });
  }
}

interface PlacedBattery {
  readonly path: string;
  readonly spec: BatterySpec;
  readonly ratedPowerW: number;
}

function batteriesOf(
  path: string,
  model: ModelSpec | undefined,
  ratedPowerW: number,
): readonly PlacedBattery[] {
  if (model?.model === "battery") return [{ path, spec: model, ratedPowerW }];
  if (model?.model !== "sum") return [];
  return model.parts.flatMap((part, at) =>
    batteriesOf(`${path}.parts[${at}].model`, part.model, part.ratedPowerW ?? ratedPowerW),
  );
}

function checkFollows({ path, spec }: PlacedBattery, others: readonly string[]): void {
  const wrong = spec.plan.follows.find((id) => !others.includes(id));
  if (wrong === undefined) return;
  const known = others.slice(0, 20).join(", ") || "it has none";
  const rule = `give ids of other loads of the site: ${known}`;
  throw new InvalidValueError(`${path}.plan.follows`, wrong, rule);
}

function checkStore({ path, spec, ratedPowerW }: PlacedBattery): void {
  try {
    new BatteryStore(spec, { ratedPowerW });
  } catch (cause) {
    if (!isInvalidValueError(cause)) throw cause;
    throw new InvalidValueError(path, spec, cause.message, { cause });
  }
}
