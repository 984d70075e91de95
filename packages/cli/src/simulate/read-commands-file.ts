import { nearestName } from "@ven/core";
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

const commandFile = z
  .array(
    z.strictObject({
      id: z.string().min(1).max(128).optional(),
      // The simulator that receives it says what is wrong with these.
      action: z.unknown().optional(),
      start: instant,
      end: instant.optional(),
      /** When it was received; when it starts if left out. */
      receivedAt: instant.optional(),
      targets: z.unknown().optional(),
      priority: z.unknown().optional(),
    }),
  )
  .min(1)
  .max(MOST_COMMANDS);

/** A command, and when it was received. */
export interface ReceivedCommand {
  readonly command: Command;
  /** Epoch ms. */
  readonly receivedAtMs: number;
  /** Its place in the file, from 0. */
  readonly index: number;
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
  if (!read.success)
    throw new SettingError(`the commands file ${file} ${faultOf(input, read.error)}`);
  const received = read.data.map((one, index): ReceivedCommand => {
    const at = (name: string, value: string | number) =>
      typeof value === "number"
        ? value
        : readInstant(`the commands file ${file}, [${index}].${name}`, value, calendar);
    const { id = `command-${index + 1}`, start, end, receivedAt = start, ...rest } = one;
    const startMs = at("start", start);
    const endMs = end === undefined ? undefined : at("end", end);
    if (endMs !== undefined && endMs <= startMs) {
      const what = `the commands file ${file}, [${index}]`;
      throw new SettingError(`${what}: end ${end} is not after start ${start}`);
    }
    const command = {
      ...rest,
      id,
      startMs,
      ...(endMs === undefined ? {} : { endMs }),
      // The schema leaves out what was not given.
    } as Command;
    return { command, receivedAtMs: at("receivedAt", receivedAt), index };
  });
  return received.sort((one, other) => one.receivedAtMs - other.receivedAtMs);
}

/** Keys of a command as a file has it. */
const KEYS = ["id", "action", "start", "end", "receivedAt", "targets", "priority"];

function faultOf(input: unknown, error: z.ZodError): string {
  if (!Array.isArray(input))
    return "is wrong at its top: it is no list, put [ before the command and ] after it";
  // A key that nobody knows is most often why another is missing: it is told first.
  const odd = error.issues.find((issue) => issue.code === "unrecognized_keys");
  const [first] = schemaIssues(error);
  if (odd === undefined) {
    return `is wrong at ${first?.path === "" ? "its top" : first?.path}: ${first?.rule}`;
  }
  const path = odd.path.map((part) =>
    typeof part === "number" ? `[${part}]` : `.${String(part)}`,
  );
  const [key = ""] = odd.keys;
  const near = nearestName(key, KEYS);
  const meant = near === undefined ? "" : `, did you mean ${near}?`;
  return `is wrong at ${path.join("")}: there is no "${key.slice(0, 60)}"${meant}`;
}
