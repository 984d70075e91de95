import { schemaIssues } from "@ven/openadr-schema";
import type { Command, LocalCalendar } from "@ven/simulator";
import { z } from "zod";
import type { Terminal } from "../console/terminal.ts";
import { SettingError } from "../errors/setting-error.ts";
import { parseJsonFile } from "../settings/parse-json-file.ts";
import { readSettingFile } from "../settings/read-setting-file.ts";
import { readInstant } from "./simulated-range.ts";

/** Most commands of a file. */
const MOST_COMMANDS = 10_000;

const instant = z.union([z.number().int(), z.string().min(1).max(64)]);
const ids = z.array(z.string().min(1).max(128)).max(100_000);

const action = z.discriminatedUnion("kind", [
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

const commandFile = z
  .array(
    z.strictObject({
      id: z.string().min(1).max(128).optional(),
      action,
      start: instant,
      end: instant.optional(),
      /** When it was received; when it starts if left out. */
      receivedAt: instant.optional(),
      targets: z
        .strictObject({
          venIds: ids.optional(),
          resourceIds: ids.optional(),
          loadIds: ids.optional(),
          kinds: ids.optional(),
        })
        .optional(),
      priority: z.number().int().optional(),
    }),
  )
  .min(1)
  .max(MOST_COMMANDS);

/** A command, and when it was received. */
export interface ReceivedCommand {
  readonly command: Command;
  /** Epoch ms. */
  readonly receivedAtMs: number;
}

/**
 * Reads a JSON file with a list of commands: `[{ "action": { "kind": "shed", "level": 2 }, "start":
 * "2025-01-06T17:00", "end": "2025-01-06T19:00" }]`. Instants are epoch ms, or texts as `--from` takes them.
 *
 * @returns in the order in which they were received
 * @throws {SettingError} if the file cannot be read, is no JSON or has another shape; names the place
 */
export async function readCommandsFile(
  terminal: Pick<Terminal, "workingFolder">,
  file: string,
  calendar: LocalCalendar,
): Promise<readonly ReceivedCommand[]> {
  const input = parseJsonFile("commands", file, await readSettingFile(terminal, "commands", file));
  const read = commandFile.safeParse(input);
  if (!read.success) {
    const [issue] = schemaIssues(read.error);
    const place = issue?.path === "" ? "its top" : issue?.path;
    throw new SettingError(`the commands file ${file} is wrong at ${place}: ${issue?.rule}`);
  }
  const received = read.data.map((one, place): ReceivedCommand => {
    const at = (name: string, value: string | number) =>
      typeof value === "number"
        ? value
        : readInstant(`the commands file ${file}, [${place}].${name}`, value, calendar);
    const { id = `command-${place + 1}`, start, end, receivedAt = start, ...rest } = one;
    const command = {
      ...rest,
      id,
      startMs: at("start", start),
      ...(end === undefined ? {} : { endMs: at("end", end) }),
      // The schema leaves out what was not given.
    } as Command;
    return { command, receivedAtMs: at("receivedAt", receivedAt) };
  });
  return received.sort((one, other) => one.receivedAtMs - other.receivedAtMs);
}
