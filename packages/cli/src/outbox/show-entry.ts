import type { Outbox, OutboxEntry, OutboxItem } from "@ven/store";
import type { CommandContext } from "../compose/command-context.ts";
import { countText } from "../console/count-text.ts";
import { localTime } from "../console/local-time.ts";
import { printable } from "../console/printable.ts";
import { EXIT_CODES } from "../errors/exit-code.ts";
import { SettingError } from "../errors/setting-error.ts";
import { entryReadings, type WaitingReading } from "./entry-readings.ts";
import { findItem } from "./find-items.ts";
import { itemJson, whyOf } from "./item-table.ts";
import { itemFilter, type OutboxFlags } from "./outbox-flags.ts";
import { readingTable } from "./reading-table.ts";

/** Shows one entry: what it says, and why it is not delivered. */
export async function showEntry(
  { terminal, json, clock }: CommandContext,
  outbox: Outbox,
  flags: OutboxFlags & { readonly entryId: number; readonly limit: number },
): Promise<number> {
  const { entryId, limit } = flags;
  const { sink } = await itemFilter(outbox, flags);
  const entry = await outbox.get(entryId);
  const item = entry && (await findItem(outbox, sink, entryId));
  if (entry === undefined || item === undefined) {
    throw new SettingError(
      `no entry ${entryId} waits for ${sink} in ${outbox.path}: it was delivered or purged, or never was; \`ven outbox list\` shows those that wait`,
    );
  }
  const readings = entryReadings(entry);
  if (json) {
    terminal.stdout.write(`${entryJson(item, readings)}\n`);
    return EXIT_CODES.ok;
  }
  const { stdout } = terminal;
  stdout.write(`${headText(entry, item, clock.now())}\n`);
  if (readings === undefined) {
    stdout.write(`This version of ven cannot read what it says (${printable(entry.kind)}).\n`);
    return EXIT_CODES.failed;
  }
  stdout.write(`${readingTable(readings.slice(0, limit))}\n`);
  if (readings.length > limit) {
    stdout.write(`There are ${readings.length - limit} more: --limit ${readings.length}\n`);
  }
  return EXIT_CODES.ok;
}

function headText(entry: OutboxEntry, item: OutboxItem, nowMs: number): string {
  const readings = countText(entry.count, "reading");
  const tried = countText(item.attempts, "attempt");
  return [
    `Entry ${entry.entryId}: ${readings} of VEN ${printable(entry.stream)} at ${localTime(entry.atMs)}`,
    `${item.state} after ${tried}: ${printable(whyOf(item, nowMs))}`,
  ].join("\n");
}

function entryJson(item: OutboxItem, readings: readonly WaitingReading[] | undefined): string {
  return JSON.stringify({
    ...JSON.parse(itemJson(item)),
    readings: readings?.map(({ resourceName, loadId, atMs, powerW }) => ({
      resourceName,
      loadId,
      at: new Date(atMs).toISOString(),
      powerW,
    })),
  });
}
