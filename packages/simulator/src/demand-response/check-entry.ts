import { InvalidValueError } from "@ven/core";
import { checkKeys } from "../keys/check-keys.ts";
import type { CommandLogEntry } from "./command-log.ts";

/** By kind of entry. */
const ENTRY_KEYS: Readonly<Record<CommandLogEntry["kind"], Readonly<Record<string, true>>>> = {
  command: { kind: true, receivedAtMs: true, command: true },
  cancel: { kind: true, receivedAtMs: true, commandId: true },
};

/** @throws {InvalidValueError} if it is no entry of a log, such as a command that is not wrapped in one */
export function checkEntry(entry: CommandLogEntry): void {
  const kind: unknown = (entry as CommandLogEntry | null | undefined)?.kind;
  if (typeof kind !== "string" || !Object.hasOwn(ENTRY_KEYS, kind)) {
    const rule =
      'entries are { kind: "command", receivedAtMs, command } or { kind: "cancel", receivedAtMs, commandId }';
    throw new InvalidValueError("entry", entry, rule);
  }
  checkKeys("entry", entry, ENTRY_KEYS[entry.kind]);
  if (Number.isFinite(entry.receivedAtMs)) return;
  throw new InvalidValueError("receivedAtMs", entry.receivedAtMs, "give epoch ms");
}
