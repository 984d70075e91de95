import { basename } from "node:path";
import { defineFleet, type FleetDefinition, type FleetInput } from "@ven/core";
import { schemaIssues } from "@ven/openadr-schema";
import { fleetResources, parseFleet } from "@ven/simulator";
import { z } from "zod";
import type { Terminal } from "../console/terminal.ts";
import { SettingError } from "../errors/setting-error.ts";
import { parseJsonFile } from "../settings/parse-json-file.ts";
import { readSettingFile } from "../settings/read-setting-file.ts";

/** The shape of a fleet file; what the values must be is `defineFleet`'s to say. */
const fleetShape = z.object({
  name: z.string(),
  vens: z.array(
    z.object({
      venId: z.string(),
      resources: z.array(
        z.object({
          resourceId: z.string(),
          name: z.string(),
          resourceType: z.string(),
          status: z.string().optional(),
          meterPointId: z.string(),
          location: z.object({ latitudeDeg: z.number(), longitudeDeg: z.number() }).optional(),
          externalResourceId: z.string().optional(),
          maxConsumptionW: z.number().optional(),
          maxProductionW: z.number().optional(),
          loads: z.array(
            z.object({ loadId: z.string(), kind: z.string(), ratedPowerW: z.number() }),
          ),
        }),
      ),
    }),
  ),
});

/**
 * Reads a fleet from a JSON file of the shape of `FleetInput`, or from one of JSON or YAML as `ven
 * simulate` takes it, which has `sites`.
 *
 * @param name - the file as the user wrote it
 * @throws {SettingError} if the file cannot be read, is no JSON or has another shape
 * @throws {InvalidValueError} if a value breaks a rule
 */
export async function readFleetFile(
  terminal: Pick<Terminal, "workingFolder">,
  name: string,
): Promise<FleetDefinition> {
  const text = await readSettingFile(terminal, "fleet", name);
  const isYaml = /\.ya?ml$/i.test(name);
  const input = isYaml ? undefined : parseJsonFile("fleet", name, text);
  if (isYaml || (typeof input === "object" && input !== null && "sites" in input)) {
    return fleetResources(parseFleet(text, { fileName: basename(name) }));
  }
  const shape = fleetShape.safeParse(input);
  if (!shape.success) {
    const [issue] = schemaIssues(shape.error);
    throw new SettingError(`the fleet file ${name} is wrong at ${issue?.path}: ${issue?.rule}`);
  }
  return defineFleet(shape.data as FleetInput);
}
