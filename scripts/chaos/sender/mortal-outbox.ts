import type { Outbox } from "@ven/store";
import { forwardedOutbox } from "./forwarded-outbox.ts";
import type { Kill, KillPoint } from "./kill-point.ts";

/** The points that an outbox passes. After sending, only the VTN knows where the process is. */
type OutboxPoint = Exclude<KillPoint, "after send">;

/**
 * An outbox that ends its process with SIGKILL at a passage of a named point: the sender that uses it
 * has no word in it.
 *
 * @param end - what ends the process
 */
export function mortalOutbox(outbox: Outbox, kill: Kill | undefined, end: () => void): Outbox {
  if (kill === undefined || kill.point === "random") return outbox;
  let left = kill.nth;
  const pass = (point: OutboxPoint) => {
    if (point !== kill.point) return;
    left -= 1;
    if (left === 0) end();
  };
  return forwardedOutbox(outbox, {
    async intend(sink, shipments, options) {
      pass("before intent");
      const intended = await outbox.intend(sink, shipments, options);
      pass("after intent");
      return intended;
    },
    async settle(sink, settlements, options) {
      pass("after response");
      await outbox.settle(sink, settlements, options);
      pass("after acknowledgement");
    },
  });
}
