import { isInvalidValueError } from "@ven/core";
import type { BatterySpec } from "../models/battery/battery-spec.ts";
import { BatteryStore } from "../models/battery/battery-store.ts";
import type { ModelSpec } from "../models/model-kinds.ts";
import type { BrokenRule } from "./broken-rule.ts";
import { catalogueModel } from "./catalogue-model.ts";
import type { FleetSpec } from "./fleet-spec.ts";

/** Batteries of a site that may follow loads: each looks at many days of them. */
const MOST_FOLLOWING = 8;

/** Batteries that follow what they cannot, or whose power does not suit their capacity. */
export function* brokenBatteries({ sites }: FleetSpec): Generator<BrokenRule> {
  for (const [name, { resourceType, loads }] of Object.entries(sites)) {
    const holdsBattery = ({ kind, model, ratedPowerW }: LoadSpec) =>
      batteriesOf([], model ?? catalogueModel(resourceType, kind), ratedPowerW).length > 0;
    const followable = loads.filter((load) => !holdsBattery(load)).map(({ loadId }) => loadId);
    let following = 0;
    for (const [place, { ratedPowerW, model }] of loads.entries()) {
      const path = ["sites", name, "loads", place, "model"];
      for (const battery of batteriesOf(path, model, ratedPowerW)) {
        yield* brokenFollows(battery, followable);
        yield* brokenStore(battery);
        if (battery.spec.plan.follows.length > 0) following += 1;
        if (following <= MOST_FOLLOWING) continue;
        const rule = `at most ${MOST_FOLLOWING} batteries of a site may follow loads`;
        yield { path: [...battery.path, "plan", "follows"], rule };
      }
    }
  }
}

type LoadSpec = FleetSpec["sites"][string]["loads"][number];

interface PlacedBattery {
  readonly path: readonly PropertyKey[];
  readonly spec: BatterySpec;
  readonly ratedPowerW: number;
}

function batteriesOf(
  path: readonly PropertyKey[],
  model: ModelSpec | undefined,
  ratedPowerW: number,
): readonly PlacedBattery[] {
  if (model?.model === "battery") return [{ path, spec: model, ratedPowerW }];
  if (model?.model !== "sum") return [];
  return model.parts.flatMap((part, at) =>
    batteriesOf([...path, "parts", at, "model"], part.model, part.ratedPowerW ?? ratedPowerW),
  );
}

function* brokenFollows(
  { path, spec }: PlacedBattery,
  followable: readonly string[],
): Generator<BrokenRule> {
  const place = spec.plan.follows.findIndex((id) => !followable.includes(id));
  if (place < 0) return;
  const known = followable.slice(0, 20).join(", ") || "it has none";
  const rule = `give ids of other loads of the site that hold no battery: ${known}`;
  yield { path: [...path, "plan", "follows", place], rule };
}

function* brokenStore({ path, spec, ratedPowerW }: PlacedBattery): Generator<BrokenRule> {
  try {
    new BatteryStore(spec, { ratedPowerW });
  } catch (error) {
    if (!isInvalidValueError(error)) throw error;
    yield { path, rule: error.message };
  }
}
