import { describe, expect, it } from "vitest";
import { clearSkyIrradiance, diffuseShare } from "../../src/weather/sun.ts";
import { sunPosition } from "../support/sun-position.ts";

const at = (iso: string) => Date.parse(iso) / 1_000;

describe("the sun", () => {
  it.each([
    // NREL's solar position algorithm, Reda and Andreas (2004), worked example: zenith 50.11, azimuth 194.34.
    ["2003-10-17T19:30:30Z", 39.742476, -105.1786, 39.888, 194.34],
    // Solar noon in Greenwich at the solstice: 90 - 51.48 + 23.44.
    ["2026-06-21T12:01:50Z", 51.4769, 0, 61.96, 180],
    // Equinox on the equator, near the zenith at noon.
    ["2026-03-20T12:07:30Z", 0, 0, 89.9, undefined],
    // Midwinter noon in Herning: 90 - 56.14 - 23.44.
    ["2026-12-21T11:22:00Z", 56.14, 8.97, 10.42, 180],
    // Southern summer: the sun is in the north.
    ["2026-12-21T02:09:00Z", -42.9, 147.3, 70.5, 0],
  ])(
    "stands at %s where almanacs say",
    (iso, latitudeDeg, longitudeDeg, elevationDeg, azimuthDeg) => {
      const sun = sunPosition(at(iso), { latitudeDeg, longitudeDeg });
      expect(Math.abs(sun.elevationDeg - elevationDeg)).toBeLessThan(0.25);
      if (azimuthDeg === undefined) return;
      const apart = Math.abs(sun.azimuthDeg - azimuthDeg);
      expect(Math.min(apart, 360 - apart)).toBeLessThan(1);
    },
  );

  it("rises and sets in Herning at midsummer when almanacs say: 04:32 and 22:19 summer time, disc and refraction apart", () => {
    const place = { latitudeDeg: 56.14, longitudeDeg: 8.97 };
    const elevation = (iso: string) => sunPosition(at(iso), place).elevationDeg;
    // An almanac's sunrise is when the centre is 0.833 degrees below the horizon.
    expect(Math.abs(elevation("2026-06-21T04:32:00+02:00") + 0.833)).toBeLessThan(0.5);
    expect(Math.abs(elevation("2026-06-21T22:19:00+02:00") + 0.833)).toBeLessThan(0.5);
  });

  it("gives a clear sky's light by Haurwitz, none at night", () => {
    expect(clearSkyIrradiance(1)).toBeCloseTo(1_098 * Math.exp(-0.059), 6);
    expect(clearSkyIrradiance(0.5)).toBeCloseTo(487.9, 1);
    expect(clearSkyIrradiance(0)).toBe(0);
    expect(clearSkyIrradiance(-0.3)).toBe(0);
  });

  it("gives nearly all light of a dark sky to the sky, a sixth of a bright one", () => {
    expect(diffuseShare(0.1)).toBeCloseTo(0.991, 3);
    expect(diffuseShare(0.22)).toBeCloseTo(diffuseShare(0.2200001), 2);
    expect(diffuseShare(0.5)).toBeCloseTo(0.6594, 3);
    expect(diffuseShare(0.8)).toBeCloseTo(0.165, 2);
    expect(diffuseShare(0.95)).toBe(0.165);
  });
});
