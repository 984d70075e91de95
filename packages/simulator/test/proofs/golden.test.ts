import { createSimulator } from "@ven/simulator";
import { describe, expect, it } from "vitest";
import { everyModelFleet, recordings } from "../support/every-model-fleet.ts";
import { fleetDigest } from "../support/fleet-digest.ts";

const fleet = everyModelFleet(["one", "two"], { installedOn: "2026-01-01" });

describe("a fleet", () => {
  // When a model changes on purpose: npx vitest run packages/simulator/test/proofs/golden.test.ts -u
  it("draws what it always drew, on any machine and version of Node", async () => {
    const digests = fleetDigest(fleet, { seed: "golden", recordings });
    const text = `${JSON.stringify(digests, null, 2)}\n`;
    await expect(text).toMatchFileSnapshot("./golden.digests.json");
  });

  it("has a digest that tells apart powers of a tenth of a watt", () => {
    const constant = (powerW: number) =>
      fleetDigest(
        {
          ...fleet,
          sites: {
            site: {
              resourceType: "house",
              loads: [
                { loadId: "l", kind: "k", ratedPowerW: 1, model: { model: "constant", powerW } },
              ],
            },
          },
        },
        {},
      );
    expect(constant(100)).toEqual(constant(100.04));
    expect(constant(100)).not.toEqual(constant(100.1));
    expect(createSimulator({ fleet, recordings }).loadCount).toBeGreaterThan(20);
  });
});
