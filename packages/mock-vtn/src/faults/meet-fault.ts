import { type Clock, sleep } from "@ven/core";
import { problemAnswer } from "../http/problem-answer.ts";
import { endlessPage } from "./endless-page.ts";
import type { FaultMoment, RetryAfterFault } from "./fault.ts";
import { htmlPage } from "./html-page.ts";
import { malformedAnswer } from "./malformed-answer.ts";
import { oversizedAnswer } from "./oversized-answer.ts";
import { partialAnswer } from "./partial-answer.ts";
import type { Strike } from "./strike.ts";
import { markWireFault } from "./wire-fault.ts";

/** One request that meets a fault. */
export interface FaultyCall {
  readonly request: Request;
  /** Lets the VTN answer, and so do, what was asked. */
  readonly answerNormally: (request: Request) => Promise<Response>;
  readonly clock: Clock;
  /** Ends waits and answers that never come. */
  readonly closing: AbortSignal;
}

/** Answers a request as the strike wants it. */
export async function meetFault(strike: Strike, call: FaultyCall): Promise<Response> {
  const { clock, closing: signal } = call;
  const wait = async (when: FaultMoment) => {
    for (const delay of strike.delays) {
      if (delay.when === when) await sleep(clock, delay.delayMs, { signal });
    }
  };
  try {
    await wait("beforeStoring");
    const answer = await spoil(strike.fault, call);
    await wait("afterStoring");
    return answer;
  } catch (error) {
    if (signal.aborted) return lost("reset");
    throw error;
  }
}

async function spoil(fault: Strike["fault"], call: FaultyCall): Promise<Response> {
  const { request, clock } = call;
  const answer = () => call.answerNormally(request);
  switch (fault?.kind) {
    case undefined:
      return answer();
    case "status":
      if (fault.when === "afterStoring") await answer();
      return statusAnswer(fault.status, fault.body ?? "problem");
    case "retryAfter":
      return problemAnswer(fault.status, "come again later (a fault on demand)", {
        "retry-after": retryAfterText(fault, clock.now()),
      });
    case "reset":
      if (fault.when === "afterStoring") await answer();
      return lost(fault.as ?? "reset");
    case "hang":
      if (fault.when === "afterStoring") await answer();
      return nothing(request.signal, call.closing);
    case "trickle":
    case "truncate":
      return partialAnswer(fault, await answer(), clock);
    case "malformed":
      return malformedAnswer(
        fault.body,
        fault.when === "beforeStoring" ? undefined : await answer(),
      );
    case "expiredToken":
      return expiredTokenAnswer(fault.status ?? 401);
    case "redirect":
      return new Response(null, {
        status: fault.status ?? 307,
        headers: { location: fault.location },
      });
    case "endlessPaging":
      return endlessPage(fault.ids ?? "same", request, call.answerNormally);
    case "oversized":
      return oversizedAnswer(fault, await answer());
    case "custom":
      return fault.answer(request, answer);
    default:
      return fault satisfies never;
  }
}

function statusAnswer(status: number, body: "problem" | "html" | "empty"): Response {
  if (body === "problem") return problemAnswer(status, "a fault on demand");
  if (body === "html") return htmlPage(status);
  return new Response(null, { status });
}

function expiredTokenAnswer(status: 401 | 403): Response {
  const challenge = 'Bearer error="invalid_token", error_description="the token has expired"';
  const headers = status === 401 ? { "www-authenticate": challenge } : {};
  return problemAnswer(status, "the token has expired (a fault on demand)", headers);
}

function retryAfterText({ delayMs, as = "seconds" }: RetryAfterFault, nowAtMs: number): string {
  const seconds = Math.ceil(delayMs / 1000);
  if (as === "seconds") return String(seconds);
  return as === "date" ? new Date(nowAtMs + seconds * 1000).toUTCString() : "soon";
}

/** No answer: a network error where there is no socket. */
function lost(as: "reset" | "end"): Response {
  return markWireFault(Response.error(), as);
}

/** Waits until nobody waits for the answer any more. */
function nothing(...signals: readonly AbortSignal[]): Promise<Response> {
  return new Promise((resolve) => {
    const onEnd = () => resolve(lost("reset"));
    for (const signal of signals) {
      if (signal.aborted) onEnd();
      signal.addEventListener("abort", onEnd, { once: true });
    }
  });
}
