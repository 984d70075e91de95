import { defineFleet, type FleetDefinition, gsrnCheckDigit } from "@ven/core";

const LOADS = ["lighting", "kitchen", "cooling", "heating", "plugs", "ventilation"];

/** A fleet of VENs alike: so many resources each, of six loads. */
export function benchFleet(venCount: number, resourcesPerVen: number): FleetDefinition {
  return defineFleet({
    name: "bench",
    vens: Array.from({ length: venCount }, (_, ven) => ({
      venId: `ven-${ven}`,
      resources: Array.from({ length: resourcesPerVen }, (_, place) => {
        const number = ven * resourcesPerVen + place;
        return {
          resourceId: `resource-${number}`,
          name: `Site ${number}`,
          resourceType: "pub",
          meterPointId: meterPointId(number),
          loads: LOADS.map((kind, load) => ({ loadId: `load_${load}`, kind, ratedPowerW: 2_000 })),
        };
      }),
    })),
  });
}

function meterPointId(number: number): string {
  const digits = `571313${String(number).padStart(11, "0")}`;
  return `${digits}${gsrnCheckDigit(digits)}`;
}
