import type { Outbox } from "@ven/store";
import { CommanderError } from "commander";
import type { CommandContext } from "../compose/command-context.ts";
import { countText } from "../console/count-text.ts";
import { EXIT_CODES } from "../errors/exit-code.ts";
import { findItems } from "./find-items.ts";
import { itemFilter, type OutboxFlags } from "./outbox-flags.ts";

/** Most ids that the outbox is given at once. */
const PAGE = 1_000;

/** Which dead letters are meant. */
export interface LetterFlags extends OutboxFlags {
  readonly entryIds?: readonly number[] | undefined;
  readonly all?: true;
}

/** Lets dead letters be sent again; the process that delivers takes them up by itself. */
export async function retryLetters(
  context: CommandContext,
  outbox: Outbox,
  flags: LetterFlags,
): Promise<number> {
  const readingCount = await settle(outbox, "retry", flags);
  return tell(context, flags, { readingCount, what: "retried", text: "will be sent again" });
}

/** Drops dead letters for good. */
export async function purgeLetters(
  context: CommandContext,
  outbox: Outbox,
  flags: LetterFlags,
): Promise<number> {
  const readingCount = await settle(outbox, "purge", flags);
  return tell(context, flags, { readingCount, what: "purged", text: "dropped" });
}

/** @returns how many readings */
async function settle(outbox: Outbox, how: "retry" | "purge", flags: LetterFlags): Promise<number> {
  checkChoice(how, flags);
  const filter = { ...(await itemFilter(outbox, flags)), states: ["dead"] as const };
  const { sink, stream } = filter;
  const { all, entryIds: named = [] } = flags;
  if (all === true && stream === undefined) return await outbox[how]({ sink });
  const wanted = new Set(named);
  const entryIds: number[] = [];
  for await (const { entryId } of findItems(outbox, filter)) {
    if (all === true || wanted.has(entryId)) entryIds.push(entryId);
  }
  let readingCount = 0;
  for (let first = 0; first < entryIds.length; first += PAGE) {
    const page = entryIds.slice(first, first + PAGE);
    readingCount += await outbox[how]({ sink, entryIds: page });
  }
  return readingCount;
}

/** @throws {CommanderError} if the command line names no dead letters, or names them twice */
function checkChoice(how: string, { all, entryIds = [] }: LetterFlags): void {
  const isNamed = entryIds.length > 0;
  if (isNamed !== (all === true)) return;
  const fault = isNamed ? "there are ids and --all: leave one out" : "give ids, or --all";
  throw new CommanderError(EXIT_CODES.usage, "ven.deadLetters", `ven outbox ${how}: ${fault}`);
}

interface Told {
  readonly readingCount: number;
  readonly what: "retried" | "purged";
  readonly text: string;
}

/** @returns 1 if dead letters were named and there are none of them */
function tell(
  { terminal, json }: CommandContext,
  { sink, all, ven }: LetterFlags,
  { readingCount, what, text }: Told,
): number {
  if (json) {
    const line = { schema: "ven.outbox.change/1", sink, change: what, readingCount };
    terminal.stdout.write(`${JSON.stringify(line)}\n`);
  } else if (readingCount === 0) {
    const whose = ven === undefined ? "" : ` of VEN ${ven}`;
    const fact =
      all === true
        ? `there are no dead letters of ${sink}${whose}`
        : `these are no dead letters of ${sink}${whose}; \`ven outbox list --state dead\` shows those that are`;
    terminal.stdout.write(`nothing to do: ${fact}\n`);
  } else {
    terminal.stdout.write(`${countText(readingCount, "reading")} ${text}\n`);
  }
  return readingCount === 0 && all !== true ? EXIT_CODES.failed : EXIT_CODES.ok;
}
