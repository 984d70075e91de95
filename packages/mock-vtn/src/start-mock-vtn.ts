import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { describeError, InvalidValueError, silentLogger, VenError } from "@ven/core";
import { nodeListener } from "./http/node-door.ts";
import { type MockVtn, mockVtnOver } from "./mock-vtn.ts";
import { MOCK_VTN_LOG } from "./mock-vtn-log.ts";
import type { MockVtnOptions } from "./mock-vtn-options.ts";
import { BASE_PATHS, type MockVtnProtocol } from "./mock-vtn-protocol.ts";
import { addressKind } from "./notify/address-kind.ts";
import { VtnCore } from "./vtn-core.ts";

/** Longer than the pause between two ticks, so that a client's connections survive it, ms. */
const KEEP_ALIVE_MS = 65_000;

/** Where a mock VTN listens. */
export interface StartMockVtnOptions extends MockVtnOptions {
  /** 0 picks a free one. @defaultValue 0 */
  readonly port?: number;
  /** @defaultValue "127.0.0.1" */
  readonly host?: string;
}

/** A mock VTN that listens. */
export interface RunningMockVtn extends AsyncDisposable {
  /** Such as `http://127.0.0.1:8444`. */
  readonly url: string;
  /** What a client of the flat dialect takes as `vtnUrl`: `url` and the base path `/openadr3`. */
  readonly vtnUrl: string;
  /** What a client of each protocol takes as `vtnUrl`. */
  readonly vtnUrls: Readonly<Record<MockVtnProtocol, string>>;
  readonly port: number;
  readonly vtn: MockVtn;
  /** Ends every connection and stops listening. Asking twice is harmless. */
  close(): Promise<void>;
}

/**
 * Starts a mock VTN on an HTTP server, on this machine only unless told otherwise.
 *
 * @throws {InvalidValueError} if there is no such option, or one is out of its range
 * @throws {VenError} with code `VTN_CANNOT_LISTEN` if the port is taken or the address not ours, or
 * `MQTT_NOT_INSTALLED` if `mqtt` is asked for and the package is not there
 */
export async function startMockVtn(options: StartMockVtnOptions = {}): Promise<RunningMockVtn> {
  const { port = 0, host = "127.0.0.1", ...vtnOptions } = options;
  const { logger = silentLogger } = vtnOptions;
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new InvalidValueError("port", port, "give a whole number from 0 to 65535");
  }
  const isExposed = !isThisMachine(host);
  const core = new VtnCore({ ...vtnOptions, webhooks: { isExposed, ...vtnOptions.webhooks } });
  const server = createServer(
    { requestTimeout: 30_000, headersTimeout: 10_000, keepAliveTimeout: KEEP_ALIVE_MS },
    nodeListener((request) => core.answer(request), core.settings),
  );
  try {
    await core.notifications.ready();
    await listen(server, port, host);
  } catch (error) {
    await core.close();
    throw error;
  }
  server.on("error", (error) => {
    logger.error({ reason: describeError(error) }, MOCK_VTN_LOG.failed);
  });
  const { port: openPort } = server.address() as AddressInfo;
  const url = `http://${host.includes(":") ? `[${host}]` : host}:${openPort}`;
  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= Promise.all([core.close(), closeServer(server)]).then(() => undefined);
    return closing;
  };
  return {
    url,
    vtnUrl: url + BASE_PATHS.flat,
    vtnUrls: {
      flat: url + BASE_PATHS.flat,
      "3.0.1": url + BASE_PATHS["3.0.1"],
      "3.1.0": url + BASE_PATHS["3.1.0"],
    },
    port: openPort,
    vtn: mockVtnOver(core),
    close,
    [Symbol.asyncDispose]: close,
  };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const onError = (cause: Error) => reject(cannotListen(host, port, cause));
    server.once("error", onError);
    server.listen(port, host, () => {
      server.off("error", onError);
      resolve();
    });
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** Whether an address to listen on is reached from this machine alone. */
function isThisMachine(host: string): boolean {
  return host === "localhost" || addressKind(host) === "loopback";
}

function cannotListen(host: string, port: number, cause: Error): VenError {
  const { code } = cause as { code?: string };
  const remedy =
    code === "EADDRINUSE"
      ? "another program uses this port: choose another, or 0 for a free one"
      : "choose another address or port";
  return new VenError(`the mock VTN cannot listen on ${host}:${port} (${code}); ${remedy}`, {
    code: "VTN_CANNOT_LISTEN",
    cause,
  });
}
