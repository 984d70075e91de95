import { strict as assert } from "node:assert";
import type { Outbox } from "../../outbox/outbox.ts";
import { listAll } from "../outbox-assertions.ts";
import type { ModelEntry, OutboxModel } from "./outbox-model.ts";

const STATES = ["pending", "intent", "dead"] as const;

/**
 * Checks that an outbox lists and counts what its model has. Tells the model the ids of new entries.
 *
 * @param lastEntryId - the greatest id before the step
 * @returns the greatest id now
 */
export async function compareWithModel(
  outbox: Outbox,
  model: OutboxModel,
  lastEntryId: number,
): Promise<number> {
  let greatestEntryId = lastEntryId;
  for (const { name } of model.sinks) {
    for (const state of STATES) {
      const items = await listAll(outbox, name, state);
      const byKey = new Map(model.inState(name, state).map((entry) => [entry.entry.key, entry]));
      assert.deepEqual(
        items.map(({ key }) => key).toSorted(),
        [...byKey.keys()].toSorted(),
        `keys that are ${state} for ${name}`,
      );
      for (const { key, entryId, attempts, count } of items) {
        const entry = byKey.get(key) as ModelEntry;
        assert.ok(entry.entryId !== undefined || entryId > lastEntryId, `id of ${key} is not new`);
        entry.entryId ??= entryId;
        assert.equal(entryId, entry.entryId, `id of ${key}`);
        assert.equal(attempts, entry.claims.get(name)?.attempts, `attempts of ${key} for ${name}`);
        assert.equal(count, entry.entry.count, `readings of ${key}`);
        greatestEntryId = Math.max(greatestEntryId, entryId);
      }
    }
  }
  await compareStatus(outbox, model);
  return greatestEntryId;
}

async function compareStatus(outbox: Outbox, model: OutboxModel): Promise<void> {
  const status = await outbox.status();
  assert.equal(status.entryCount, model.entries.length, "entries");
  assert.equal(status.duplicateCount, model.duplicateCount, "duplicates");
  for (const sink of status.sinks) {
    const sums = model.sums.get(sink.sink);
    const waiting = [...model.inState(sink.sink, "pending"), ...model.inState(sink.sink, "intent")];
    assert.deepEqual(
      {
        accepted: sink.acceptedCount,
        delivered: sink.deliveredCount,
        dropped: sink.droppedCount,
        expired: sink.expiredCount,
        oldestAtMs: sink.oldestAtMs,
      },
      {
        ...sums,
        oldestAtMs: waiting.map(({ entry }) => entry.atMs).toSorted((a, b) => a - b)[0],
      },
      `sums of ${sink.sink}`,
    );
  }
}
