import { sleep } from "@ven/core";
import { type CommandContext, type Flags, openContext } from "../compose/command-context.ts";
import { missingOutbox, visitOutbox } from "../compose/visit-outbox.ts";
import { EXIT_CODES } from "../errors/exit-code.ts";
import { statusText } from "../outbox/status-text.ts";
import { readStatus, statusJson } from "../outbox/status-view.ts";
import { type CommandMaker, newCommand } from "./command-options.ts";

/** From one look to the next with `--watch`, ms. */
const WATCH_MS = 1_000;

/** `ven status`: what waits, how much room is left, who delivers, how the VTN fares. */
export const statusCommand: CommandMaker = (terminal, finish) =>
  newCommand("status", "say what waits for the VTN, and whether it gets there", [
    "database",
    "outbox",
    "maxOutboxBytes",
  ])
    .option("--watch", "look again every second, until Ctrl-C")
    .action(async (flags: Flags & { watch?: true }) => {
      const context = await openContext(terminal, flags);
      finish(flags.watch === true ? await watchStatus(context) : await tellStatus(context));
    });

async function tellStatus(context: CommandContext): Promise<number> {
  const { terminal } = context;
  terminal.stdout.write(await look(context));
  return EXIT_CODES.ok;
}

async function watchStatus(context: CommandContext): Promise<number> {
  const { terminal, json, clock } = context;
  const abort = new AbortController();
  const { signal } = abort;
  const forget = terminal.onInterrupt(() => abort.abort());
  const nextLook = () =>
    sleep(clock, WATCH_MS, { signal }).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  let drawnLines = 0;
  try {
    const missing = missingOutbox(context);
    if (missing !== undefined) {
      terminal.stderr.write(
        `There is no outbox ${missing} yet: waiting until \`ven run\` makes it.\n`,
      );
    }
    while (!signal.aborted && missingOutbox(context) !== undefined) await nextLook();
    while (!signal.aborted) {
      const text = await look(context);
      const isDrawnOver = terminal.stdout.isTTY === true && !json && drawnLines > 0;
      terminal.stdout.write(isDrawnOver ? `\u001b[${drawnLines}A\u001b[J${text}` : text);
      drawnLines = text.split("\n").length - 1;
      await nextLook();
    }
  } finally {
    forget();
  }
  return EXIT_CODES.ok;
}

/** Opened anew each time: what delivers may begin, end, or set a damaged file aside meanwhile. */
async function look(context: CommandContext): Promise<string> {
  const { json, clock } = context;
  await using outbox = await visitOutbox(context);
  const view = await readStatus(outbox, clock.now());
  return json ? `${statusJson(view)}\n` : statusText(view);
}
