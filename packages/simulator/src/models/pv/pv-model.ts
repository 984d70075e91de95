import { directiveAt, directivesOf } from "../../demand-response/directive.ts";
import { nearestWhole } from "../../trace/nearest-whole.ts";
import { clearSkyIrradiance, diffuseShare } from "../../weather/sun.ts";
import type { SlotModel, Surroundings } from "../load-model.ts";
import { pvPanel } from "./pv-panel.ts";
import type { PvSpec } from "./pv-spec.ts";
import { SkyHours } from "./sky-hours.ts";

/** How well a cell is cooled, W/m2 per K, without wind and per m/s of it: Faiman (2008). */
const COOLING = 25;
const COOLING_BY_WIND = 6.84;

/** Efficiency of an inverter at its rated power, and of the one whose curve is known: PVWatts 5. */
const INVERTER_NOMINAL = 0.96;
const INVERTER_REFERENCE = 0.9637;

/** Of the hour angle in the middle of each minute, since the hour began. */
const MINUTE_ANGLES = Array.from({ length: 60 }, (_, minute) => ((minute + 0.5) * Math.PI) / 720);
const COS_MINUTE: Float64Array = Float64Array.from(MINUTE_ANGLES, Math.cos);
const SIN_MINUTE: Float64Array = Float64Array.from(MINUTE_ANGLES, Math.sin);

/**
 * Solar panels, minute by minute: the sun's path, a clear sky by Haurwitz, the weather's clearness, the
 * sky's own light by Erbs and as bright everywhere, cells warmed by the sun by Faiman, losses and
 * inverter by PVWatts. A power limit curtails it, from the first whole minute on; it obeys nothing else.
 */
export function pvModel(spec: PvSpec): SlotModel {
  const { dcAcRatio, losses, temperatureCoefficientPerK } = spec;
  const skies = new WeakMap<Surroundings, SkyHours>();
  const skyOf = (surroundings: Surroundings) => {
    const known = skies.get(surroundings);
    if (known !== undefined) return known;
    const made = new SkyHours(surroundings);
    skies.set(surroundings, made);
    return made;
  };

  return {
    kind: "slot",
    slotS: 60,
    fill(load, { first, stride, count }, out, offset, commands) {
      const sky = skyOf(load.surroundings);
      const { weather } = load.surroundings;
      const panel = pvPanel(spec, load);
      const acLimitW = panel.peakW / dcAcRatio;
      const dcLimitW = acLimitW / INVERTER_REFERENCE;
      const directives = commands.length === 0 ? [] : directivesOf(load, commands);
      let hour = sky.at(Math.floor(first / 60));
      for (let slot = 0; slot < count; slot += 1) {
        const minute = first + slot * stride;
        const atHour = Math.floor(minute / 60);
        if (atHour !== hour.hour) hour = sky.at(atHour);
        const place = minute - 60 * atHour;
        const cosMinute = COS_MINUTE[place] ?? 0;
        const sinMinute = SIN_MINUTE[place] ?? 0;
        const cosAngle = hour.cosHourAngle * cosMinute - hour.sinHourAngle * sinMinute;
        const up = hour.upBase + hour.upSwing * cosAngle;
        if (up <= 0) {
          out[offset + slot] = 0;
          continue;
        }
        const level = clearSkyIrradiance(up) * weather.clearness(minute - panel.cloudsMinutes);
        const diffuse = level * diffuseShare(level / (hour.extraterrestrial * up));
        const sinAngle = hour.sinHourAngle * cosMinute + hour.cosHourAngle * sinMinute;
        const facing =
          panel.up * up +
          panel.north * (hour.northBase - hour.northSwing * cosAngle) -
          panel.east * hour.eastSwing * sinAngle;
        const beam = facing > 0 ? ((level - diffuse) * facing) / up : 0;
        const light = beam + diffuse * panel.skyShare + level * panel.groundShare;
        const cellC = hour.temperatureC + light / (COOLING + COOLING_BY_WIND * hour.windMs);
        const warmth = 1 + temperatureCoefficientPerK * (cellC - 25);
        const load01 = (panel.peakW * (1 - losses) * light * warmth) / (1_000 * dcLimitW);
        let acW = Math.min(acLimitW, dcLimitW * inverterOutput(load01));
        if (directives.length > 0) {
          acW = Math.min(acW, directiveAt(directives, minute * 60).limitW);
        }
        out[offset + slot] = acW > 0 ? 0 - nearestWhole(acW * 10) : 0;
      }
    },
  };
}

/** What an inverter gives for what it gets, both over the most that it takes. Below 0 if it is too little. */
function inverterOutput(input: number): number {
  const curve = (-0.0162 * input + 0.9858) * input - 0.0059;
  return (INVERTER_NOMINAL / INVERTER_REFERENCE) * curve;
}
