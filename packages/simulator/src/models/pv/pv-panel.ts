import { mixedWord } from "@ven/core";
import type { LoadView } from "../load-model.ts";
import type { PvSpec } from "./pv-spec.ts";

const RADIANS = Math.PI / 180;

/** Clouds reach the sites of a grid cell at different times, minutes at most. */
const LONGEST_CLOUD_MINUTES = 10;

/** Share of light that the ground gives back: grass. */
const ALBEDO = 0.2;

/** Never reuse a number. */
const STREAM = { tilt: 3_001, azimuth: 3_002, clouds: 3_003 } as const;

/** The panels of one site: which way they look, how strong they are, when clouds reach them. */
export interface PvPanel {
  readonly peakW: number;
  /** Which way they look: the parts up, north and east of a length of 1. */
  readonly up: number;
  readonly north: number;
  readonly east: number;
  /** Share of the sky's light that they see, if the sky is as bright everywhere. */
  readonly skyShare: number;
  /** Share of the light on the ground that comes to them from there. */
  readonly groundShare: number;
  /** Minutes by which the site's clouds are behind those of its cell; may be below 0. */
  readonly cloudsMinutes: number;
}

/** The panels of a load's site. */
export function pvPanel(spec: PvSpec, { key, siteKey, ratedPowerW }: LoadView): PvPanel {
  const tiltDeg = spec.tiltDeg + spec.tiltSpreadDeg * signed(mixedWord(key, STREAM.tilt, 0));
  const tilt = Math.min(90, Math.max(0, tiltDeg)) * RADIANS;
  const spreadDeg = spec.azimuthSpreadDeg * signed(mixedWord(key, STREAM.azimuth, 0));
  const azimuth = (spec.azimuthDeg + spreadDeg) * RADIANS;
  const up = Math.cos(tilt);
  return {
    peakW: spec.peakW ?? ratedPowerW,
    up,
    north: Math.sin(tilt) * Math.cos(azimuth),
    east: Math.sin(tilt) * Math.sin(azimuth),
    skyShare: (1 + up) / 2,
    groundShare: (ALBEDO * (1 - up)) / 2,
    cloudsMinutes: Math.round(LONGEST_CLOUD_MINUTES * signed(mixedWord(siteKey, STREAM.clouds, 0))),
  };
}

/** @returns -1 to 1 */
function signed(word: number): number {
  return word / 0x8000_0000 - 1;
}
