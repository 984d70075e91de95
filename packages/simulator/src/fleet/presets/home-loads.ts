import type { FleetSpecInput } from "../fleet-spec.ts";

type LoadSpecInput = FleetSpecInput["sites"][string]["loads"][number];

/** All appliances of a home behind one meter. */
export function homeLoad(): LoadSpecInput {
  return {
    loadId: "load_0",
    kind: "home",
    ratedPowerW: 9_000,
    name: "Home",
    description: "All appliances of the home",
  };
}

/** The charger of a car. */
export function carLoad(loadId: string, chargerW: number): LoadSpecInput {
  return {
    loadId,
    kind: "ev-charging",
    ratedPowerW: chargerW,
    name: "Car charger",
    description: "Charger of the car",
    model: { model: "ev" },
  };
}

/** The heat pump of a house. */
export function heatPumpLoad(loadId: string): LoadSpecInput {
  return {
    loadId,
    kind: "heating",
    ratedPowerW: 2_500,
    name: "Heat pump",
    description: "Heat pump of the house",
  };
}

/** Solar panels: roofs of a street differ in tilt and in where they look. */
export function solarLoad(loadId: string, peakW: number, description: string): LoadSpecInput {
  return {
    loadId,
    kind: "pv",
    ratedPowerW: peakW,
    name: "Solar panels",
    description,
    model: { model: "pv", tiltSpreadDeg: 15, azimuthSpreadDeg: 60 },
  };
}

/** A battery that keeps what a home's other loads export. @param follows - their ids */
export function batteryLoad(loadId: string, follows: string[]): LoadSpecInput {
  return {
    loadId,
    kind: "battery",
    ratedPowerW: 5_000,
    name: "Battery",
    description: "Keeps what the panels give for the evening",
    model: { model: "battery", plan: { kind: "selfConsumption", follows } },
  };
}
