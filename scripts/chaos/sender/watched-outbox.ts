import type { NewOutboxEntry, Outbox, Shipment } from "@ven/store";
import type { ChaosEvent } from "../history/chaos-event.ts";
import { forwardedOutbox } from "./forwarded-outbox.ts";

/**
 * An outbox whose calls are written down: what it accepted once it has, what is about to be sent, and
 * what is about to be acknowledged.
 *
 * Of a shipment that is settled `replaced` no acknowledgement is written down, as only the sender knows
 * which readings its parts hold; what is lost by it shows as lost.
 *
 * @param readingsOf - the readings of an entry
 */
export function watchedOutbox(
  outbox: Outbox,
  readingsOf: (entry: NewOutboxEntry) => readonly string[],
  write: (...events: ChaosEvent[]) => void,
): Outbox {
  const shipments = new Map<number, Shipment>();
  const remember = (sent: readonly Shipment[]) => {
    for (const shipment of sent) shipments.set(shipment.shipmentId, shipment);
  };
  const readings = (shipmentId: number) =>
    (shipments.get(shipmentId)?.entries ?? []).flatMap(readingsOf);
  return forwardedOutbox(outbox, {
    async append(entries, options) {
      const result = await outbox.append(entries, options);
      // Which entries were not kept nobody says, so then none is vouched for.
      if (result.droppedCount === 0) {
        write({ kind: "accepted", readings: entries.flatMap(readingsOf) });
      }
      return result;
    },
    async peekIntents(request, options) {
      const found = await outbox.peekIntents(request, options);
      remember(found);
      return found;
    },
    async intend(sink, intended, options) {
      const sent = await outbox.intend(sink, intended, options);
      remember(sent);
      write({ kind: "sent", readings: sent.flatMap(({ entries }) => entries.flatMap(readingsOf)) });
      return sent;
    },
    async settle(sink, settlements, options) {
      const delivered = settlements.filter(({ kind }) => kind === "delivered");
      const acknowledged = delivered.flatMap(({ shipmentId }) => readings(shipmentId));
      if (acknowledged.length > 0) write({ kind: "acknowledged", readings: acknowledged });
      await outbox.settle(sink, settlements, options);
      for (const { kind, shipmentId } of settlements) {
        if (kind !== "unknown") shipments.delete(shipmentId);
      }
    },
  });
}
