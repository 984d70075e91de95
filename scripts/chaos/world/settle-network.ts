import type { MockVtn } from "@ven/mock-vtn";

/** So many turns of the event loop without a new request, and nothing is on its way. */
const QUIET_TURNS = 20;

/**
 * Lets everything that is on its way between a client and a VTN of this process arrive, without a clock:
 * what waits then waits for time to pass. Each turn of the loop takes in what the network has.
 */
export async function settleNetwork(vtn: MockVtn): Promise<void> {
  let seen = vtn.requestCount;
  for (let quiet = 0; quiet < QUIET_TURNS; quiet += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    if (vtn.requestCount === seen) continue;
    seen = vtn.requestCount;
    quiet = 0;
  }
}
