import type { Outbox, Settlement } from "@ven/store";
import { forwardedOutbox } from "./forwarded-outbox.ts";

/**
 * An outbox that forgets that a shipment may have arrived: what nobody knows the fate of is pending
 * again at once. A sender that uses it does not look before it sends again, as most senders do not.
 */
export async function blindOutbox(outbox: Outbox): Promise<Outbox> {
  const left = await outbox.peekIntents({ sink: "vtn", limit: 10_000 });
  await outbox.settle(
    "vtn",
    left.map(({ shipmentId }) => again(shipmentId, 0)),
  );
  return forwardedOutbox(outbox, {
    settle: (sink, settlements, options) =>
      outbox.settle(
        sink,
        settlements.map((settlement) =>
          settlement.kind === "unknown"
            ? again(settlement.shipmentId, settlement.retryAtMs)
            : settlement,
        ),
        options,
      ),
  });
}

function again(shipmentId: number, retryAtMs: number): Settlement {
  return { kind: "postponed", shipmentId, retryAtMs, reason: "sent again blindly" };
}
