import type { FleetDefinition } from "@ven/core";
import type { FleetSpec, FleetSpecInput } from "./fleet-spec.ts";
import { fleetSpecOf, isFleetDefinition } from "./fleet-spec-of.ts";
import { type FleetPreset, fleetPreset } from "./presets/fleet-preset.ts";
import { readFleetSpec } from "./read-fleet-spec.ts";

/** A fleet to simulate: the name of a preset, a specification, or resources listed one by one. */
export type FleetToSimulate = FleetPreset | FleetSpecInput | FleetDefinition;

/**
 * The checked specification of a fleet, defaults filled in.
 *
 * @throws {InvalidValueError} that names the place that breaks a rule, or the presets there are
 */
export function readFleet(fleet: FleetToSimulate): FleetSpec {
  if (typeof fleet === "string") return readFleetSpec(fleetPreset(fleet));
  const isList = typeof fleet === "object" && fleet !== null && isFleetDefinition(fleet);
  return readFleetSpec(isList ? fleetSpecOf(fleet) : fleet);
}
