import type { Outbox, OutboxItem } from "@ven/store";
import type { CommandContext } from "../compose/command-context.ts";
import { countText } from "../console/count-text.ts";
import { EXIT_CODES } from "../errors/exit-code.ts";
import { findItems } from "./find-items.ts";
import { itemJson, itemTable } from "./item-table.ts";
import { itemFilter, type OutboxFlags } from "./outbox-flags.ts";

/** Lists what waits and what was refused, and says how to see the rest. */
export async function listEntries(
  { terminal, json, clock }: CommandContext,
  outbox: Outbox,
  flags: OutboxFlags & { readonly limit: number },
): Promise<number> {
  const filter = await itemFilter(outbox, flags);
  const items: OutboxItem[] = [];
  let isMore = false;
  for await (const item of findItems(outbox, filter)) {
    isMore = items.length === flags.limit;
    if (isMore) break;
    items.push(item);
  }
  if (json) {
    for (const item of items) terminal.stdout.write(`${itemJson(item)}\n`);
    return EXIT_CODES.ok;
  }
  const { stdout } = terminal;
  if (items.length === 0) {
    stdout.write(`${nothing(flags)} in ${outbox.path}\n`);
    return EXIT_CODES.ok;
  }
  const readingCount = items.reduce((total, { count }) => total + count, 0);
  stdout.write(`${itemTable(items, clock.now(), stdout.isTTY === true)}\n`);
  stdout.write(`${entryCountText(items.length)} with ${countText(readingCount, "reading")}\n`);
  const last = items.at(-1);
  if (isMore && last !== undefined) {
    const { state, entryId } = last;
    stdout.write(
      `There are more: --limit ${flags.limit * 10}, or --state ${state} --after ${entryId}\n`,
    );
  }
  return EXIT_CODES.ok;
}

/** `1 entry`, `2 entries`. */
export function entryCountText(count: number): string {
  return `${count} ${count === 1 ? "entry" : "entries"}`;
}

function nothing({ sink, state, ven, after }: OutboxFlags): string {
  const whose = ven === undefined ? "" : ` of VEN ${ven}`;
  const where = after === undefined ? "" : ` behind ${after}`;
  return `nothing${state === undefined ? "" : ` ${state}`}${whose} waits for ${sink}${where}`;
}
