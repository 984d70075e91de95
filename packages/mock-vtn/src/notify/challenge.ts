import { randomBytes } from "node:crypto";
import { describeError } from "@ven/core";
import { type CallBackOptions, callBack } from "./call-back.ts";

/**
 * Makes sure that a receiver is there and wants to be called: it must give a random text back.
 * OpenADR 3.1.0 Definition, "Webhooks".
 *
 * @returns why it failed; `undefined` if it did not
 */
export async function challenge(
  receiver: { readonly url: string; readonly bearerToken?: string | null | undefined },
  options: CallBackOptions,
): Promise<string | undefined> {
  const refusal = options.rules.refusalOf(receiver.url);
  if (refusal !== undefined) return refusal;
  const echo = randomBytes(16).toString("hex");
  const url = new URL(receiver.url);
  url.hash = "";
  url.search += `${url.search === "" ? "?" : "&"}echo=${echo}`;
  try {
    const { bearerToken } = receiver;
    const { status, body } = await callBack({ url: url.href, method: "GET", bearerToken }, options);
    if (status !== 200) return `the receiver answered the ?echo= challenge with ${status}, not 200`;
    return body.includes(echo) ? undefined : "the receiver did not give the ?echo= value back";
  } catch (error) {
    return `the receiver did not answer the ?echo= challenge: ${describeError(error)}`;
  }
}
