import type { ServerResponse } from "node:http";
import type { WireFault } from "./wire-fault.ts";

/** Does a fault on the socket of a node:http server, as a real one would. */
export async function sendWireFault(
  fault: WireFault,
  answer: Response,
  outgoing: ServerResponse,
): Promise<void> {
  const { socket } = outgoing;
  if (fault === "pieces") await sendPieces(answer, outgoing);
  else if (fault === "end") socket?.end();
  // Without a socket the client has gone already.
  else socket?.resetAndDestroy();
}

async function sendPieces(answer: Response, outgoing: ServerResponse): Promise<void> {
  const { socket } = outgoing;
  const reader = answer.body?.getReader();
  const onClose = () => reader?.cancel();
  outgoing.once("close", onClose);
  outgoing.writeHead(answer.status, Object.fromEntries(answer.headers));
  outgoing.flushHeaders();
  try {
    for (let piece = await reader?.read(); piece?.done === false; piece = await reader?.read()) {
      outgoing.write(piece.value);
    }
  } catch {
    // The body broke off as it was meant to.
    outgoing.off("close", onClose);
    socket?.end();
    return;
  }
  outgoing.end();
}
