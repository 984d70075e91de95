import type { Outbox } from "@ven/store";
import { Command } from "commander";
import { type CommandContext, openContext } from "../compose/command-context.ts";
import { visitOutbox } from "../compose/visit-outbox.ts";
import { listEntries } from "../outbox/list-entries.ts";
import {
  entryIdArgument,
  type OutboxFlags,
  stateOption,
  withEntryFlags,
} from "../outbox/outbox-flags.ts";
import { purgeLetters, retryLetters } from "../outbox/settle-letters.ts";
import { showEntry } from "../outbox/show-entry.ts";
import type { CommandMaker } from "./command-options.ts";
import { newCommand } from "./command-options.ts";
import { countArgument } from "./count-argument.ts";

/** Entries and readings that are shown unless `--limit` says otherwise. */
const SHOWN = 50;

/** `ven outbox`: what waits for the VTN, and what it refused. */
export const outboxCommand: CommandMaker = (terminal, finish) => {
  const start = (name: string, description: string) =>
    withEntryFlags(newCommand(name, description, ["database", "outbox"]));
  const visit = async (
    flags: OutboxFlags,
    work: (context: CommandContext, outbox: Outbox) => Promise<number>,
  ) => {
    const context = await openContext(terminal, flags);
    await using outbox = await visitOutbox(context);
    finish(await work(context, outbox));
  };
  return new Command("outbox")
    .description("list, show, retry and purge the readings that wait for the VTN")
    .addCommand(
      start("list", "list what waits and what was refused; dead letters first")
        .addOption(stateOption())
        .option("--limit <n>", `most entries to list (default: ${SHOWN})`, countArgument)
        .option("--after <id>", "go on behind this entry", entryIdArgument)
        .action((flags: OutboxFlags & { limit?: number }) =>
          visit(flags, (context, outbox) =>
            listEntries(context, outbox, { ...flags, limit: flags.limit ?? SHOWN }),
          ),
        ),
    )
    .addCommand(
      start("show", "show the readings of one entry, and why it is not delivered")
        .argument("<id>", "as ven outbox list shows it", entryIdArgument)
        .option("--limit <n>", `most readings to show (default: ${SHOWN})`, countArgument)
        .action((entryId: number, flags: OutboxFlags & { limit?: number }) =>
          visit(flags, (context, outbox) =>
            showEntry(context, outbox, { ...flags, entryId, limit: flags.limit ?? SHOWN }),
          ),
        ),
    )
    .addCommand(
      start("retry", "let dead letters be sent again")
        .argument("[ids...]", "which; as ven outbox list shows them", collectIds)
        .option("--all", "all of them")
        .action((entryIds: readonly number[] | undefined, flags: OutboxFlags & { all?: true }) =>
          visit(flags, (context, outbox) => retryLetters(context, outbox, { ...flags, entryIds })),
        ),
    )
    .addCommand(
      start("purge", "drop dead letters for good; their readings count as dropped")
        .argument("[ids...]", "which; as ven outbox list shows them", collectIds)
        .option("--all", "all of them")
        .action((entryIds: readonly number[] | undefined, flags: OutboxFlags & { all?: true }) =>
          visit(flags, (context, outbox) => purgeLetters(context, outbox, { ...flags, entryIds })),
        ),
    );
};

function collectIds(text: string, before: readonly number[] | undefined): readonly number[] {
  return [...(before ?? []), entryIdArgument(text)];
}
