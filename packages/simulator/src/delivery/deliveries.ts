import type { SimulatedColumns } from "../columns/simulated-columns.ts";
import type { SimulatedFleet } from "../simulated-fleet.ts";
import type { Delivery } from "./delivery.ts";
import { journeyOf } from "./delivery-faults.ts";

/** A delivery on its way. `order` settles who comes first of those that arrive at once. */
interface Pending {
  readonly delivery: Delivery;
  readonly order: number;
}

/**
 * Readings in the order in which they arrive. Missing ones never do.
 *
 * @param batches - readings in order of time, with what follows the last instant of each
 */
export function* deliveries(
  fleet: SimulatedFleet,
  batches: Iterable<{ readonly columns: SimulatedColumns; readonly toMs: number }>,
): Generator<Delivery, void, undefined> {
  let order = 0;
  let pending: Pending[] = [];
  for (const { columns, toMs } of batches) {
    for (const delivery of sent(fleet, columns)) {
      pending.push({ delivery, order });
      order += 1;
    }
    pending.sort(byArrival);
    // What is read later arrives later.
    const arrived = pending.findIndex(({ delivery }) => delivery.receivedAtMs >= toMs);
    const count = arrived < 0 ? pending.length : arrived;
    for (let at = 0; at < count; at += 1) yield (pending[at] as Pending).delivery;
    pending = pending.slice(count);
  }
  for (const { delivery } of pending) yield delivery;
}

/** All that is sent of a batch, instant by instant. */
function* sent(
  { fleet, faults, truth }: SimulatedFleet,
  columns: SimulatedColumns,
): Generator<Delivery, void, undefined> {
  const { timestampMs, loads } = columns;
  const { calendar } = truth.surroundings;
  const fromMs = timestampMs[0] ?? 0;
  const toMs = (timestampMs.at(-1) ?? 0) + 1;
  const senders = [...loads].map((load, row) => ({
    name: columns.name(row),
    key: fleet.loadKey(load),
    faults: faults.spans(() => fleet.identity(load), fromMs, toMs),
  }));
  for (let step = 0; step < timestampMs.length; step += 1) {
    for (const [row, sender] of senders.entries()) {
      const reading = columns.reading(row, step, sender.name);
      if (reading.quality === "MISSING") continue;
      const journey = journeyOf(sender.key, reading.timestampMs, sender.faults, calendar);
      const { stampMs, receivedAtMs, againAtMs } = journey;
      yield { ...reading, timestampMs: stampMs, receivedAtMs };
      if (againAtMs === undefined) continue;
      yield { ...reading, timestampMs: stampMs, receivedAtMs: againAtMs };
    }
  }
}

function byArrival(one: Pending, other: Pending): number {
  return one.delivery.receivedAtMs - other.delivery.receivedAtMs || one.order - other.order;
}
