import { setMaxListeners } from "node:events";
import http, { type ClientRequest, type IncomingMessage, type RequestOptions } from "node:http";
import https from "node:https";
import { Socket } from "node:net";
import { TLSSocket } from "node:tls";
import { AxiosHeaders, type AxiosProxyConfig, getAdapter } from "axios";
import { AnswerBody, answerTooLarge, MAX_HEADER_BYTES } from "./answer-body.ts";
import type { WireAdapter } from "./axios-transport.ts";
import type { HostSettings } from "./host-settings.ts";
import type { OngoingCall } from "./ongoing-call.ts";
import type { ProxyAddress } from "./proxy-for.ts";
import { tunnelAgent } from "./tunnel-agent.ts";
import type { WireAnswer } from "./wire.ts";

/** Sends by axios's own adapter over node:http, which msw and other interceptors of node:http see. */
export function plainAdapter(settings: HostSettings, socketCount: number): WireAdapter {
  const { idleSocketMs, origin, proxy, limits } = settings;
  const isHttps = origin.startsWith("https:");
  const pool = { keepAlive: true, maxSockets: socketCount, timeout: idleSocketMs, ...settings.tls };
  const httpAgent = new http.Agent(pool);
  const closing = new AbortController();
  // Each tunnel that is opened listens to it.
  setMaxListeners(0, closing.signal);
  const tunnelLimits = { timeoutMs: limits.connectTimeoutMs, signal: closing.signal };
  const httpsAgent =
    proxy === undefined ? new https.Agent(pool) : tunnelAgent(proxy, pool, tunnelLimits);
  const fixed = {
    baseURL: origin,
    allowAbsoluteUrls: false,
    httpAgent,
    httpsAgent,
    // What is encrypted goes through the tunnel of its agent; axios would open one per request.
    proxy: isHttps || proxy === undefined ? (false as const) : axiosProxy(proxy),
    maxRedirects: 0,
    responseType: "stream" as const,
    decompress: false,
  };
  const own =
    isHttps || proxy?.authorization === undefined
      ? {}
      : { "proxy-authorization": proxy.authorization };
  const adapter = getAdapter("http");
  return {
    async send(call, { method, path, headers, body }) {
      const controller = new AbortController();
      call.during({ stop: () => controller.abort() });
      const { data } = await adapter({
        ...fixed,
        method,
        url: path,
        headers: new AxiosHeaders({ ...headers, ...own }),
        data: body instanceof Uint8Array ? bufferOf(body) : body,
        signal: controller.signal,
        transport: { request: requestOf(call) },
      });
      return readAnswer(data as IncomingMessage, call);
    },
    async close() {
      closing.abort();
      httpAgent.destroy();
      httpsAgent.destroy();
    },
  };
}

/** The same bytes: axios takes no other views of them. */
function bufferOf({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

/** Its credentials go as a header. */
function axiosProxy({ protocol, hostname, port }: ProxyAddress): AxiosProxyConfig {
  return { protocol, host: hostname, port };
}

/** Makes requests that tell their call when they are on a connection. */
function requestOf(call: OngoingCall) {
  return (options: RequestOptions, onAnswer: (answer: IncomingMessage) => void): ClientRequest => {
    // By way of the module's object, where interceptors put theirs.
    const module = options.protocol === "https:" ? https : http;
    const request = module.request({ ...options, maxHeaderSize: MAX_HEADER_BYTES }, onAnswer);
    request.once("socket", (socket: Socket) => {
      if (!isOfNode(socket) || isConnected(socket)) call.sent();
      else socket.once(isTls(socket) ? "secureConnect" : "connect", () => call.sent());
    });
    return request;
  };
}

/** Not the stand-in of an interceptor such as msw's, of which nobody knows when it has taken a request. */
function isOfNode(socket: Socket): boolean {
  return socket.constructor === Socket || socket.constructor === TLSSocket;
}

function isTls(socket: Socket): socket is TLSSocket {
  return (socket as Partial<TLSSocket>).encrypted === true;
}

function isConnected(socket: Socket): boolean {
  const { secureConnecting = false } = socket as { secureConnecting?: boolean };
  return !socket.connecting && !secureConnecting;
}

function readAnswer(answer: IncomingMessage, call: OngoingCall): Promise<WireAnswer> {
  call.answering();
  return new Promise((resolve, reject) => {
    const body = new AnswerBody();
    answer.on("data", (part: Buffer) => {
      call.answering();
      if (!body.add(part)) call.end(answerTooLarge());
    });
    answer.once("end", () =>
      resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: body.join() }),
    );
    answer.once("error", reject);
    answer.once("close", () => reject(new Error("the connection closed within the answer")));
  });
}
