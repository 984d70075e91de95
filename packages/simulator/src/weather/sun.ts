const RADIANS = Math.PI / 180;

/** Light of the sun outside the atmosphere, on average over a year, W/m2. */
const SOLAR_CONSTANT = 1_361;

/** What a day of the year means for the sun's path. */
export interface SunDay {
  /** Height of the sun over the equator, radians. */
  readonly declination: number;
  /** How much a sundial is ahead of a clock, minutes. */
  readonly equationOfTimeMin: number;
  /** Light outside the atmosphere, W/m2 across the rays. */
  readonly extraterrestrial: number;
}

/**
 * The sun's path on a day: series of Spencer (1971), good to 0.05 degrees of declination and half a
 * minute.
 *
 * @param dayOfYear - 1 on 1 January at 00:00 UTC; fractions are allowed
 */
export function sunDay(dayOfYear: number): SunDay {
  const b = (2 * Math.PI * (dayOfYear - 1)) / 365;
  const [sin1, cos1] = [Math.sin(b), Math.cos(b)];
  const [sin2, cos2] = [Math.sin(2 * b), Math.cos(2 * b)];
  const declination =
    0.006918 -
    0.399912 * cos1 +
    0.070257 * sin1 -
    0.006758 * cos2 +
    0.000907 * sin2 -
    0.002697 * Math.cos(3 * b) +
    0.00148 * Math.sin(3 * b);
  const equation =
    0.0000075 + 0.001868 * cos1 - 0.032077 * sin1 - 0.014615 * cos2 - 0.040849 * sin2;
  return {
    declination,
    equationOfTimeMin: (1_440 / (2 * Math.PI)) * equation,
    extraterrestrial:
      SOLAR_CONSTANT *
      (1.00011 + 0.034221 * cos1 + 0.00128 * sin1 + 0.000719 * cos2 + 0.000077 * sin2),
  };
}

/** Day of the year of an instant, with its fraction. @param atS - epoch s */
export function dayOfYearAt(atS: number): number {
  const year = new Date(atS * 1_000).getUTCFullYear();
  return 1 + (atS - Date.UTC(year, 0, 1) / 1_000) / 86_400;
}

/** How far the sun is past its highest point, radians; below 0 before noon. */
export function hourAngleAt(atS: number, longitudeDeg: number, equationOfTimeMin: number): number {
  const solarHours = (atS % 86_400) / 3_600 + longitudeDeg / 15 + equationOfTimeMin / 60;
  return 15 * RADIANS * (solarHours - 12);
}

/**
 * Light of a clear sky on level ground, W/m2: Haurwitz (1945).
 *
 * @param cosZenith - sine of the sun's elevation; at or below 0 there is none
 */
export function clearSkyIrradiance(cosZenith: number): number {
  return cosZenith <= 0 ? 0 : 1_098 * cosZenith * Math.exp(-0.059 / cosZenith);
}

/**
 * Which share of the light on level ground comes from the sky and not from the sun itself: Erbs (1982).
 *
 * @param clarity - light on the ground over light outside the atmosphere, both level; 0 to 1
 */
export function diffuseShare(clarity: number): number {
  if (clarity <= 0.22) return 1 - 0.09 * clarity;
  if (clarity > 0.8) return 0.165;
  const squared = clarity * clarity;
  return (
    0.9511 -
    0.1604 * clarity +
    4.388 * squared -
    16.638 * squared * clarity +
    12.336 * squared * squared
  );
}
