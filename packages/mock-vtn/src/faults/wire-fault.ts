/**
 * What a real server does instead of sending an answer as it is: reset the connection, end it, or
 * hand the body over piece by piece and end the connection where the body breaks off.
 */
export type WireFault = "reset" | "end" | "pieces";

const marks = new WeakMap<Response, WireFault>();

/**
 * Marks an answer: the node:http door does this on the socket; where there is no socket, the answer
 * itself is the nearest that `fetch` knows.
 */
export function markWireFault(answer: Response, fault: WireFault): Response {
  marks.set(answer, fault);
  return answer;
}

/** What the node:http door is to do with an answer, if it is marked. */
export function wireFaultOf(answer: Response): WireFault | undefined {
  return marks.get(answer);
}
