import { nearestName } from "@ven/core";
import { describe, expect, it } from "vitest";

describe("nearestName", () => {
  it("finds what was most likely meant, and nothing when nothing is near", () => {
    expect(nearestName("hernign", ["Herning", "Ikast"])).toBe("Herning");
    expect(nearestName("Copenhagen", ["Herning", "Ikast"])).toBeUndefined();
  });

  it("is stricter with short names, of which most are two letters apart", () => {
    expect(nearestName("vp", ["ev", "pv"])).toBeUndefined();
    expect(nearestName("pw", ["ev", "pv"])).toBe("pv");
  });
});
