import { type MockVtn, startMockVtn } from "@ven/mock-vtn";
import { type Command, InvalidArgumentError } from "commander";
import { CLI_LOG } from "../cli-log.ts";
import { type CommandContext, type Flags, openContext } from "../compose/command-context.ts";
import { onFirstInterrupt } from "../console/on-interrupt.ts";
import { EXIT_CODES } from "../errors/exit-code.ts";
import { type CommandMaker, newCommand } from "./command-options.ts";

/** How often the server says what it accepted, ms. */
const REPORT_EVERY_MS = 1_000;

interface VtnFlags extends Flags {
  readonly port: number;
  readonly host: string;
}

/** `ven vtn`: a VTN in memory, for trying things out. */
export const vtnCommand: CommandMaker = (terminal, finish): Command =>
  newCommand(
    "vtn",
    "run a VTN in memory until Ctrl-C; with VEN_BEARER_TOKEN set, it wants that token",
    ["bearerTokenFile"],
  )
    .option("--port <n>", "port to listen on; 0 picks a free one", portNumber, 8444)
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .action(async (flags: VtnFlags) => {
      finish(await runVtn(await openContext(terminal, flags), flags));
    });

async function runVtn(context: CommandContext, flags: VtnFlags): Promise<number> {
  const { terminal, json, logger, bearerToken } = context;
  const { port, host } = flags;
  await using running = await startMockVtn({
    port,
    host,
    logger,
    ...(bearerToken === undefined ? {} : { bearerToken }),
  });
  logger.info({ vtnUrl: running.vtnUrl }, CLI_LOG.vtnStarted);
  if (json) terminal.stdout.write(`${JSON.stringify({ vtnUrl: running.vtnUrl })}\n`);
  const stopCounting = countReports(context, running.vtn);
  await new Promise<void>((resolve) => {
    const forget = onFirstInterrupt(terminal, () => {
      forget();
      resolve();
    });
  });
  stopCounting();
  return EXIT_CODES.ok;
}

/**
 * Logs once a second, if any came, how many reports were accepted.
 *
 * @returns a function that stops it
 */
function countReports(context: CommandContext, vtn: MockVtn): () => void {
  const { clock, logger } = context;
  let saidCount = 0;
  const check = () => {
    const { reportCount } = vtn;
    const acceptedCount = reportCount - saidCount;
    if (acceptedCount > 0) logger.info({ acceptedCount, reportCount }, CLI_LOG.reportsAccepted);
    saidCount = reportCount;
    cancel = clock.after(REPORT_EVERY_MS, check);
  };
  let cancel = clock.after(REPORT_EVERY_MS, check);
  return () => cancel();
}

function portNumber(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new InvalidArgumentError("give a whole number from 0 to 65535");
  }
  return port;
}
