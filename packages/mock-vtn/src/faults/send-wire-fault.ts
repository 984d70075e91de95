import type { ServerResponse } from "node:http";
import type { Cancel, Clock } from "@ven/core";
import type { VtnAnswer } from "../http/vtn-answer.ts";
import type { WireFault } from "./wire-fault.ts";

/** Does a fault on the socket of a node:http server, as a real one would. */
export function sendWireFault(
  fault: WireFault,
  answer: VtnAnswer,
  outgoing: ServerResponse,
  clock: Clock,
): void {
  // Without a socket the client has gone already.
  const { socket } = outgoing;
  switch (fault.kind) {
    case "reset":
      socket?.resetAndDestroy();
      return;
    case "end":
      socket?.end();
      return;
    case "hang":
      return;
    case "trickle":
      trickle(startAnswer(answer, outgoing), fault, outgoing, clock);
      return;
    case "truncate": {
      const body = startAnswer(answer, outgoing);
      const kept = body.subarray(0, fault.keptBytes ?? Math.floor(body.byteLength / 2));
      outgoing.write(kept, () => socket?.end());
      return;
    }
    case "chunked":
      outgoing.writeHead(answer.status, answer.headers);
      for (const part of answer.body) outgoing.write(part);
      outgoing.end();
      return;
    default:
      fault satisfies never;
  }
}

/** Sends the head with the whole length, and gives the body that is to follow. */
function startAnswer({ status, headers, body }: VtnAnswer, outgoing: ServerResponse): Buffer {
  const whole = Buffer.concat(body.map((part) => Buffer.from(part as string)));
  outgoing.writeHead(status, { ...headers, "content-length": whole.byteLength });
  outgoing.flushHeaders();
  return whole;
}

function trickle(
  body: Buffer,
  { bytesPerInterval, intervalMs }: Extract<WireFault, { kind: "trickle" }>,
  outgoing: ServerResponse,
  clock: Clock,
): void {
  let at = 0;
  let cancelWait: Cancel | undefined;
  const step = () => {
    outgoing.write(body.subarray(at, at + bytesPerInterval));
    at += bytesPerInterval;
    if (at >= body.byteLength) outgoing.end();
    else cancelWait = clock.after(intervalMs, step);
  };
  cancelWait = clock.after(intervalMs, step);
  outgoing.once("close", () => cancelWait?.());
}
