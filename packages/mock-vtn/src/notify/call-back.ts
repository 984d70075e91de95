import { type ClientRequest, request as requestByHttp } from "node:http";
import { request as requestByHttps } from "node:https";
import { rootCertificates } from "node:tls";
import type { Clock } from "@ven/core";
import type { CallbackRules } from "./callback-rules.ts";

/** How much of an answer is read, characters. */
const LONGEST_ANSWER = 16_384;

/** One call of a receiver. */
export interface Callback {
  readonly url: string;
  readonly method: "GET" | "POST";
  readonly bearerToken?: string | null | undefined;
  /** JSON text. */
  readonly body?: string;
}

/** What calls need. */
export interface CallBackOptions {
  readonly rules: CallbackRules;
  readonly clock: Clock;
  /** Longest wait for the whole answer, ms. */
  readonly timeoutMs: number;
  /** Certificates to trust beside the well-known ones, PEM. */
  readonly ca: string | readonly string[] | undefined;
  /** Ends the call. */
  readonly signal: AbortSignal;
}

/** What a receiver answered. */
export interface CallbackAnswer {
  readonly status: number;
  /** The beginning of the body. */
  readonly body: string;
}

/**
 * Calls a receiver, once, on a connection of its own; follows no redirect.
 *
 * @throws {Error} if no answer comes in time, or the address may not be called
 */
export async function callBack(
  callback: Callback,
  options: CallBackOptions,
): Promise<CallbackAnswer> {
  const { rules, clock, timeoutMs, signal } = options;
  const refusal = rules.refusalOf(callback.url);
  if (refusal !== undefined) throw new Error(refusal);
  signal.throwIfAborted();
  const outgoing = openRequest(callback, options);
  const cancelTimeout = clock.after(timeoutMs, () => {
    outgoing.destroy(new Error(`no answer within ${timeoutMs} ms`));
  });
  const onAbort = () => outgoing.destroy(new Error("the VTN is closing"));
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    return await send(outgoing, callback.body);
  } finally {
    cancelTimeout();
    signal.removeEventListener("abort", onAbort);
  }
}

function send(outgoing: ClientRequest, text: string | undefined): Promise<CallbackAnswer> {
  return new Promise((resolve, reject) => {
    outgoing.on("error", reject);
    // Harmless after an answer.
    outgoing.once("close", () => reject(new Error("the connection ended without an answer")));
    outgoing.once("response", (incoming) => {
      const { statusCode: status = 0 } = incoming;
      let body = "";
      incoming.setEncoding("utf8");
      incoming.on("data", (part: string) => {
        body += part;
        if (body.length <= LONGEST_ANSWER) return;
        resolve({ status, body });
        outgoing.destroy();
      });
      incoming.on("end", () => resolve({ status, body }));
      incoming.on("error", reject);
    });
    outgoing.end(text);
  });
}

function openRequest(
  { url: address, method, bearerToken, body }: Callback,
  { rules, ca }: CallBackOptions,
): ClientRequest {
  const url = new URL(address);
  const headers = {
    "user-agent": "ven-mock-vtn",
    ...(body === undefined
      ? {}
      : { "content-type": "application/json", "content-length": Buffer.byteLength(body) }),
    ...(bearerToken ? { authorization: `Bearer ${bearerToken}` } : {}),
  };
  const options = { method, headers, agent: false, lookup: rules.lookupFor(url) };
  if (url.protocol === "http:") return requestByHttp(url, options);
  const trust = ca === undefined ? {} : { ca: [...rootCertificates, ...[ca].flat()] };
  return requestByHttps(url, { ...options, ...trust, minVersion: "TLSv1.2" });
}
