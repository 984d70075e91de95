import { z } from "zod";
import { faultSpec } from "../faults/fault.ts";
import { fleetSpec } from "../fleet/fleet-spec.ts";

/** Most entries of a log. */
const MOST_ENTRIES = 1_000_000;

const id = z.string().min(1).max(128);
const ids = z.array(z.string().max(128)).max(100_000).exactOptional();

const actionSpec = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("shed"),
    level: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]),
  }),
  z.strictObject({ kind: z.literal("powerLimit"), limitW: z.number().min(0) }),
  z.strictObject({ kind: z.literal("setpoint"), temperatureC: z.number() }),
  z.strictObject({ kind: z.literal("setpointOffset"), offsetK: z.number() }),
  z.strictObject({ kind: z.literal("price"), perKwh: z.number() }),
  z.strictObject({ kind: z.literal("dispatch"), powerW: z.number() }),
]);

const commandSpec = z.strictObject({
  id,
  action: actionSpec,
  startMs: z.number(),
  endMs: z.number().exactOptional(),
  targets: z
    .strictObject({ venIds: ids, resourceIds: ids, loadIds: ids, kinds: ids })
    .exactOptional(),
  priority: z.number().exactOptional(),
});

/** A `SimulatorSnapshot` that comes from outside. */
export const snapshotSpec = z.strictObject({
  version: z.literal(1),
  fleet: fleetSpec,
  seed: z.union([z.string().max(1_000), z.number()]),
  nowMs: z.number(),
  hasOwnWeather: z.boolean(),
  commands: z
    .array(
      z.discriminatedUnion("kind", [
        z.strictObject({
          kind: z.literal("command"),
          receivedAtMs: z.number(),
          command: commandSpec,
        }),
        z.strictObject({ kind: z.literal("cancel"), receivedAtMs: z.number(), commandId: id }),
      ]),
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
