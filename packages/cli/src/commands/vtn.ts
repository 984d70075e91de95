import { type MockVtn, type MockVtnClient, seedMockVtn, startMockVtn } from "@ven/mock-vtn";
import type { VtnAuth } from "@ven/vtn-client";
import { type Command, InvalidArgumentError, Option } from "commander";
import { CLI_LOG } from "../cli-log.ts";
import { type CommandContext, type Flags, openContext } from "../compose/command-context.ts";
import type { VtnLogin } from "../compose/vtn-login.ts";
import { onFirstInterrupt } from "../console/on-interrupt.ts";
import { EXIT_CODES } from "../errors/exit-code.ts";
import { SettingError } from "../errors/setting-error.ts";
import { type CommandMaker, newCommand } from "./command-options.ts";

/** How often the server says what it accepted, ms. */
const REPORT_EVERY_MS = 1_000;

const LOOPBACK = /^(localhost|::1|127(\.\d{1,3}){3})$/;

interface VtnFlags extends Flags {
  readonly port: number;
  readonly host: string;
  readonly isSeeded?: boolean;
}

/** `ven vtn`: a VTN in memory, for trying things out. */
export const vtnCommand: CommandMaker = (terminal, finish): Command =>
  newCommand(
    "vtn",
    "run a VTN in memory until Ctrl-C, for 3.0.1, 3.1.0 and the flat dialect; with VEN_BEARER_TOKEN set, it wants that token, with --credentials-file one of those clients; it keeps the newest 10,000 reports of each protocol, and of these at most 64 MiB",
    ["bearerTokenFile", "credentialsFile"],
  )
    .option("--port <n>", "port to listen on; 0 picks a free one", portNumber, 8444)
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .addOption(seedOption())
    .action(async (flags: VtnFlags) => {
      finish(await runVtn(await openContext(terminal, flags), flags));
    });

/** Has another name inside than the setting `seed`, which is that of meters. */
function seedOption(): Option {
  const option = new Option("--seed", "begin with a sample program and sample events");
  option.attributeName = () => "isSeeded";
  return option;
}

async function runVtn(context: CommandContext, flags: VtnFlags): Promise<number> {
  const { terminal, json, logger, login } = context;
  const { port, host, isSeeded = false } = flags;
  const { auth } = login;
  const clients = acceptedClients(login);
  if (login.credentialsFile !== undefined && clients.length === 0) {
    throw new SettingError(`the credentials file ${login.credentialsFile} holds no client`);
  }
  await using running = await startMockVtn({
    port,
    host,
    logger,
    ...(auth.kind === "bearer" ? { bearerToken: auth.token } : {}),
    ...(clients.length === 0 ? {} : { clients }),
  });
  if (isSeeded) seedMockVtn(running.vtn);
  const { vtnUrl, vtnUrls } = running;
  const isOpen = auth.kind !== "bearer" && clients.length === 0;
  if (isOpen && !LOOPBACK.test(host)) logger.warn({ host }, CLI_LOG.openToOthers);
  logger.info({ vtnUrl, vtnUrls }, CLI_LOG.vtnStarted);
  if (json) terminal.stdout.write(`${JSON.stringify({ vtnUrl, vtnUrls })}\n`);
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

/** The OAuth2 clients of the credentials file: those of VENs, and that of business logic. */
function acceptedClients({ venAuth, businessLogicAuth }: VtnLogin): readonly MockVtnClient[] {
  const client = (auth: VtnAuth, role: MockVtnClient["role"]) => {
    if (auth.kind !== "clientCredentials") return [];
    const { clientId, clientSecret } = auth;
    return [{ clientId, clientSecret, role }];
  };
  return [
    ...Object.values(venAuth).flatMap((auth) => client(auth, "VEN")),
    ...(businessLogicAuth === undefined ? [] : client(businessLogicAuth, "BL")),
  ];
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
