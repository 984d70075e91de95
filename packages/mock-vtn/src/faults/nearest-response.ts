import type { Cancel, Clock } from "@ven/core";
import type { VtnAnswer } from "../http/vtn-answer.ts";
import { toResponse } from "../http/web-door.ts";
import type { WireFault } from "./wire-fault.ts";

/** Where there is no socket: what comes nearest to a fault on it. */
export interface NearestOptions {
  readonly clock: Clock;
  /** Ends an answer that never comes, or comes slowly: the client gives up, or the VTN closes. */
  readonly signals: readonly AbortSignal[];
}

/**
 * Does a fault as far as `fetch` knows it: a broken connection is a network error, a body that
 * breaks off ends with an error, and a trickling one comes on the clock.
 */
export async function nearestResponse(
  fault: WireFault,
  answer: VtnAnswer,
  { clock, signals }: NearestOptions,
): Promise<Response> {
  switch (fault.kind) {
    case "reset":
    case "end":
      return Response.error();
    case "hang":
      await new Promise<void>((resolve) => onAnyAbort(signals, resolve));
      return Response.error();
    case "chunked":
      return toResponse(answer);
    case "trickle":
    case "truncate": {
      const whole = new Uint8Array(await toResponse(answer).arrayBuffer());
      const { status } = answer;
      const headers = { ...answer.headers, "content-length": String(whole.byteLength) };
      const { keptBytes = Math.floor(whole.byteLength / 2) } =
        fault.kind === "truncate" ? fault : {};
      const body =
        fault.kind === "trickle"
          ? trickling(whole, fault, { clock, signals })
          : truncated(whole.subarray(0, keptBytes));
      return new Response(body, { status, headers });
    }
    default:
      return fault satisfies never;
  }
}

/** @returns a function that stops listening */
function onAnyAbort(signals: readonly AbortSignal[], callback: () => void): () => void {
  const stop = () => {
    for (const signal of signals) signal.removeEventListener("abort", onAbort);
  };
  const onAbort = () => {
    stop();
    callback();
  };
  for (const signal of signals) signal.addEventListener("abort", onAbort);
  if (signals.some(({ aborted }) => aborted)) onAbort();
  return stop;
}

function trickling(
  body: Uint8Array,
  { bytesPerInterval, intervalMs }: Extract<WireFault, { kind: "trickle" }>,
  { clock, signals }: NearestOptions,
): ReadableStream<Uint8Array> {
  let at = 0;
  let cancelWait: Cancel | undefined;
  let stopListening: (() => void) | undefined;
  const finish = () => {
    cancelWait?.();
    stopListening?.();
  };
  return new ReadableStream(
    {
      start(controller) {
        stopListening = onAnyAbort(signals, () => {
          finish();
          controller.error(cutOff());
        });
      },
      pull: (controller) =>
        new Promise((resolve) => {
          cancelWait = clock.after(intervalMs, () => {
            controller.enqueue(body.subarray(at, at + bytesPerInterval));
            at += bytesPerInterval;
            if (at >= body.byteLength) {
              finish();
              controller.close();
            }
            resolve();
          });
        }),
      cancel: finish,
    },
    { highWaterMark: 0 },
  );
}

function truncated(kept: Uint8Array): ReadableStream<Uint8Array> {
  let isSent = kept.byteLength === 0;
  return new ReadableStream(
    {
      pull(controller) {
        if (isSent) controller.error(cutOff());
        else controller.enqueue(kept);
        isSent = true;
      },
    },
    { highWaterMark: 0 },
  );
}

function cutOff(): TypeError {
  return new TypeError("the answer was cut off (a fault on demand)");
}
