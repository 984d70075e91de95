import { z } from "zod";
import { fleetSpec } from "./fleet-spec.ts";

/**
 * What a fleet file may hold, as JSON Schema 2020-12: for editors and for other languages. The same as
 * `@ven/simulator/fleet.schema.json`.
 */
export function fleetJsonSchema(): Readonly<Record<string, unknown>> {
  const { $schema, ...schema } = z.toJSONSchema(fleetSpec, { io: "input" });
  return { $schema, title: "A fleet of @ven/simulator", ...schema };
}
