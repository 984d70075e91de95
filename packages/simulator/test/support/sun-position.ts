import type { Place } from "../../src/weather/place.ts";
import { dayOfYearAt, hourAngleAt, sunDay } from "../../src/weather/sun.ts";

const RADIANS = Math.PI / 180;

/** Where the sun stands. */
export interface SunPosition {
  /** Above the horizon, degrees; below 0 at night. Without refraction. */
  readonly elevationDeg: number;
  /** Clockwise from north, 0 to 360 degrees. */
  readonly azimuthDeg: number;
}

/** Where the sun stands at an instant, epoch s, by the paths from which models take its light. */
export function sunPosition(atS: number, { latitudeDeg, longitudeDeg }: Place): SunPosition {
  const { declination, equationOfTimeMin } = sunDay(dayOfYearAt(atS));
  const hourAngle = hourAngleAt(atS, longitudeDeg, equationOfTimeMin);
  const latitude = latitudeDeg * RADIANS;
  const up =
    Math.sin(latitude) * Math.sin(declination) +
    Math.cos(latitude) * Math.cos(declination) * Math.cos(hourAngle);
  const north =
    Math.cos(latitude) * Math.sin(declination) -
    Math.sin(latitude) * Math.cos(declination) * Math.cos(hourAngle);
  const east = -Math.cos(declination) * Math.sin(hourAngle);
  return {
    elevationDeg: Math.asin(Math.min(1, Math.max(-1, up))) / RADIANS,
    azimuthDeg: (Math.atan2(east, north) / RADIANS + 360) % 360,
  };
}
