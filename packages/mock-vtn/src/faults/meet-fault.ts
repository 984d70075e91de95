import { type Clock, sleep } from "@ven/core";
import { Refusal } from "../http/refusal.ts";
import type { VtnAnswer } from "../http/vtn-answer.ts";
import type { VtnRequest } from "../http/vtn-request.ts";
import { customAnswer } from "./custom-answer.ts";
import { endlessPage } from "./endless-page.ts";
import type { FaultMoment, RetryAfterFault } from "./fault.ts";
import { htmlPage } from "./html-page.ts";
import { malformedAnswer } from "./malformed-answer.ts";
import { oversizedAnswer } from "./oversized-answer.ts";
import type { Strike } from "./strike.ts";
import type { WireFault } from "./wire-fault.ts";

/** One request that meets a fault. */
export interface FaultyCall {
  readonly request: VtnRequest;
  /** Lets the VTN do what was asked, and gives its answer; a refusal is an answer as well. */
  readonly answerNormally: (request: VtnRequest) => Promise<VtnAnswer>;
  readonly clock: Clock;
  /** Largest body that a custom fault reads, bytes. */
  readonly maxBodyBytes: number;
  /** Ends waits. */
  readonly closing: AbortSignal;
}

/** Answers a request as the strike wants it. */
export async function meetFault(strike: Strike, call: FaultyCall): Promise<VtnAnswer> {
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
    if (signal.aborted) return noAnswer({ kind: "reset" });
    throw error;
  }
}

async function spoil(fault: Strike["fault"], call: FaultyCall): Promise<VtnAnswer> {
  const { request, clock } = call;
  const answer = () => call.answerNormally(request);
  switch (fault?.kind) {
    case undefined:
      return answer();
    case "status":
      if (fault.when === "afterStoring") await answer();
      return statusAnswer(fault.status, fault.body ?? "problem");
    case "retryAfter":
      return new Refusal(fault.status, "come again later (a fault on demand)", {
        "retry-after": retryAfterText(fault, clock.now()),
      }).toAnswer();
    case "reset":
      if (fault.when === "afterStoring") await answer();
      return noAnswer({ kind: fault.as ?? "reset" });
    case "hang":
      if (fault.when === "afterStoring") await answer();
      return noAnswer({ kind: "hang" });
    case "trickle": {
      const { bytesPerInterval, intervalMs } = fault;
      return { ...(await answer()), wire: { kind: "trickle", bytesPerInterval, intervalMs } };
    }
    case "truncate":
      return { ...(await answer()), wire: { kind: "truncate", keptBytes: fault.keptBytes } };
    case "malformed":
      return malformedAnswer(
        fault.body,
        fault.when === "beforeStoring" ? undefined : await answer(),
      );
    case "expiredToken":
      return expiredTokenAnswer(fault.status ?? 401);
    case "redirect":
      return { status: fault.status ?? 307, headers: { location: fault.location }, body: [] };
    case "endlessPaging":
      return endlessPage(fault.ids ?? "same", request, call.answerNormally);
    case "oversized":
      return oversizedAnswer(fault, await answer());
    case "custom":
      return customAnswer(fault, request, call.maxBodyBytes, call.answerNormally);
    default:
      return fault satisfies never;
  }
}

/** Without a connection, and so without a status. */
function noAnswer(wire: WireFault): VtnAnswer {
  return { status: 0, headers: {}, body: [], wire };
}

function statusAnswer(status: number, body: "problem" | "html" | "empty"): VtnAnswer {
  if (body === "problem") return new Refusal(status, "a fault on demand").toAnswer();
  if (body === "html") return htmlPage(status);
  return { status, headers: {}, body: [] };
}

function expiredTokenAnswer(status: 401 | 403): VtnAnswer {
  const challenge = 'Bearer error="invalid_token", error_description="the token has expired"';
  const headers: Record<string, string> = status === 401 ? { "www-authenticate": challenge } : {};
  return new Refusal(status, "the token has expired (a fault on demand)", headers).toAnswer();
}

function retryAfterText({ delayMs, as = "seconds" }: RetryAfterFault, nowAtMs: number): string {
  const seconds = Math.ceil(delayMs / 1000);
  if (as === "seconds") return String(seconds);
  return as === "date" ? new Date(nowAtMs + seconds * 1000).toUTCString() : "soon";
}
