import type { Outbox, OutboxItem } from "@ven/store";
import type { ChaosEvent } from "../history/chaos-event.ts";

/** How many readings an outbox still has to send to the VTN. */
export async function leftIn(outbox: Outbox): Promise<number> {
  const { sinks } = await outbox.status();
  const vtn = sinks.find(({ sink }) => sink === "vtn");
  return (vtn?.pending.readingCount ?? 0) + (vtn?.intent.readingCount ?? 0);
}

/** Everything that an outbox keeps for the VTN, for the checker. */
export async function keptOf(
  outbox: Outbox,
  readingsOf: (item: OutboxItem) => readonly string[],
): Promise<readonly ChaosEvent[]> {
  const events: ChaosEvent[] = [];
  for (const state of ["pending", "intent", "dead"] as const) {
    let afterEntryId: number | undefined;
    for (;;) {
      const after = afterEntryId === undefined ? {} : { afterEntryId };
      const items = await outbox.list({ sink: "vtn", state, limit: 1_000, ...after });
      if (items.length === 0) break;
      const kind = state === "dead" ? "dead" : "waiting";
      events.push({ kind, readings: items.flatMap(readingsOf) });
      afterEntryId = items.at(-1)?.entryId;
    }
  }
  return events;
}
