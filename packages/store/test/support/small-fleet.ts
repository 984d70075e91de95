import { defineFleet, type FleetDefinition, gsrnCheckDigit, type ResourceInput } from "@ven/core";

/** A valid metering point for every number up to 10 digits. */
export function meterPoint(number: number): string {
  const digits = `5713131${String(number).padStart(10, "0")}`;
  return digits + gsrnCheckDigit(digits);
}

export const PUB: ResourceInput = {
  resourceId: "r-pub",
  name: "Murphy's Pub",
  resourceType: "pub",
  meterPointId: meterPoint(1),
  location: { latitudeDeg: 56.1364, longitudeDeg: 8.9766 },
  externalResourceId: "kunde 4711/æøå",
  maxConsumptionW: 17_250.5,
  maxProductionW: 0,
  loads: [
    { loadId: "load_1", kind: "refrigeration", ratedPowerW: 0.1 + 0.2 },
    { loadId: "load_0", kind: "kitchen", ratedPowerW: 6_000 },
  ],
};

export const HOUSE: ResourceInput = {
  resourceId: "r-house",
  name: "Fredensgade 3",
  resourceType: "house",
  status: "PENDING",
  meterPointId: meterPoint(2),
  loads: [{ loadId: "load_0", kind: "heat_pump", ratedPowerW: 4_000 }],
};

export const SCHOOL: ResourceInput = {
  resourceId: "r-school",
  name: "Skolen",
  resourceType: "school",
  status: "SUSPENDED",
  meterPointId: meterPoint(3),
  loads: [],
};

/** Two VENs: Herning with the given resources, Aulum with a school. */
export function smallFleet(herning: readonly ResourceInput[] = [PUB, HOUSE]): FleetDefinition {
  return defineFleet({
    name: "small",
    vens: [
      { venId: "Herning", resources: herning },
      { venId: "Aulum", resources: [SCHOOL] },
    ],
  });
}
