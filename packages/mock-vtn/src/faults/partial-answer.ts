import type { Cancel, Clock } from "@ven/core";
import type { TrickleFault, TruncateFault } from "./fault.ts";
import { markWireFault } from "./wire-fault.ts";

/** Makes of a right answer one whose body comes slowly, or not to its end. */
export async function partialAnswer(
  fault: TrickleFault | TruncateFault,
  answer: Response,
  clock: Clock,
): Promise<Response> {
  if (answer.body === null) return answer;
  const body = new Uint8Array(await answer.arrayBuffer());
  const headers = new Headers(answer.headers);
  headers.set("content-length", String(body.byteLength));
  const stream =
    fault.kind === "trickle"
      ? trickle(body, fault, clock)
      : truncated(body.subarray(0, fault.keptBytes ?? Math.floor(body.byteLength / 2)));
  return markWireFault(new Response(stream, { status: answer.status, headers }), "pieces");
}

function trickle(
  body: Uint8Array,
  { bytesPerInterval, intervalMs }: TrickleFault,
  clock: Clock,
): ReadableStream<Uint8Array> {
  let at = 0;
  let cancelWait: Cancel | undefined;
  return new ReadableStream(
    {
      pull: (controller) =>
        new Promise((resolve) => {
          cancelWait = clock.after(intervalMs, () => {
            controller.enqueue(body.subarray(at, at + bytesPerInterval));
            at += bytesPerInterval;
            if (at >= body.byteLength) controller.close();
            resolve();
          });
        }),
      cancel: () => cancelWait?.(),
    },
    { highWaterMark: 0 },
  );
}

function truncated(kept: Uint8Array): ReadableStream<Uint8Array> {
  let isSent = kept.byteLength === 0;
  return new ReadableStream(
    {
      pull(controller) {
        if (isSent) controller.error(new TypeError("the answer was cut off (a fault on demand)"));
        else controller.enqueue(kept);
        isSent = true;
      },
    },
    { highWaterMark: 0 },
  );
}
