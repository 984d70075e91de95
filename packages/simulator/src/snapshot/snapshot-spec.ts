import { z } from "zod";
import type { CommandLogEntry } from "../demand-response/command-log.ts";
import { faultSpec } from "../faults/fault.ts";
import { fleetSpec } from "../fleet/fleet-spec.ts";

/** Most entries of a log. */
const MOST_ENTRIES = 1_000_000;

/** A `SimulatorSnapshot` that comes from outside. */
export const snapshotSpec = z.strictObject({
  version: z.literal(1),
  fleet: fleetSpec,
  seed: z.union([z.string().max(1_000), z.number()]),
  nowMs: z.number(),
  hasOwnWeather: z.boolean(),
  // The log that takes them checks what they say.
  commands: z
    .array(
      z.custom<CommandLogEntry>((entry) => typeof entry === "object" && entry !== null, {
        error: "give an object",
      }),
    )
    .max(MOST_ENTRIES),
  faults: z
    .array(
      z.discriminatedUnion("kind", [
        z.strictObject({
          kind: z.literal("inject"),
          fault: faultSpec,
          atMs: z.number().exactOptional(),
        }),
        z.strictObject({
          kind: z.literal("remove"),
          injection: z.number().int().min(0),
          atMs: z.number(),
        }),
      ]),
    )
    .max(MOST_ENTRIES),
});
