import { strict as assert } from "node:assert";
import { isVenError } from "@ven/core";
import type { Outbox, OutboxItem, OutboxState } from "../outbox/outbox.ts";
import type { NewOutboxEntry, OutboxEntry } from "../outbox/outbox-entry.ts";
import type { SinkStatus } from "../outbox/outbox-status.ts";

/** Checks that no reading is unaccounted for, and that what is counted is what is listed. */
export async function assertAddsUp(outbox: Outbox): Promise<void> {
  const status = await outbox.status();
  for (const sink of status.sinks) {
    const { sink: name, deliveredCount, droppedCount, expiredCount } = sink;
    const waitingCount =
      sink.pending.readingCount + sink.intent.readingCount + sink.dead.readingCount;
    assert.equal(
      deliveredCount + droppedCount + expiredCount + waitingCount,
      sink.acceptedCount,
      `${name}: delivered + dropped + expired + pending + intent + dead is not what was accepted`,
    );
    for (const state of ["pending", "intent", "dead"] as const) {
      const items = await listAll(outbox, name, state);
      const listed = {
        entryCount: items.length,
        readingCount: items.reduce((sum, { count }) => sum + count, 0),
      };
      assert.deepEqual({ ...sink[state] }, listed, `${name}: what is ${state} and what is listed`);
    }
  }
}

/** Every entry of a sink in a state, page by page. */
export async function listAll(
  outbox: Outbox,
  sink: string,
  state: OutboxState,
): Promise<readonly OutboxItem[]> {
  const items: OutboxItem[] = [];
  for (;;) {
    const afterEntryId = items.at(-1)?.entryId ?? 0;
    const page = await outbox.list({ sink, state, limit: 500, afterEntryId });
    assert.ok((page[0]?.entryId ?? Number.POSITIVE_INFINITY) > afterEntryId, "a page again");
    items.push(...page);
    if (page.length < 500) return items;
  }
}

/** How one sink fares. */
export async function sinkStatus(outbox: Outbox, sink: string = "vtn"): Promise<SinkStatus> {
  const found = (await outbox.status()).sinks.find((status) => status.sink === sink);
  assert.ok(found, `status has no sink ${sink}`);
  return found;
}

/** Keys of what is pending and ready for a sink. */
export async function pendingKeys(
  outbox: Outbox,
  { sink = "vtn", order = "oldest" }: { sink?: string; order?: "newest" | "oldest" } = {},
): Promise<readonly string[]> {
  return (await outbox.peek({ sink, order, limit: 10_000 })).map(({ key }) => key);
}

/** Checks that an entry came out as it went in. */
export function assertSameEntry(actual: OutboxEntry | undefined, expected: NewOutboxEntry): void {
  assert.ok(actual, `${expected.key} is not there`);
  const { key, kind, stream, atMs, count, bytes, shared } = actual;
  assert.deepEqual(
    { key, kind, stream, atMs, count, bytes: [...bytes], ...plainShared(shared) },
    {
      key: expected.key,
      kind: expected.kind,
      stream: expected.stream,
      atMs: expected.atMs,
      count: expected.count,
      bytes: [...expected.bytes],
      ...plainShared(expected.shared),
    },
  );
}

/** Checks that a call is refused as its argument breaks a rule. */
export async function assertInvalid(call: Promise<unknown>, what: string): Promise<void> {
  const error = await rejectionOf(call);
  assert.ok(isVenError(error, "INVALID_VALUE"), `${what}: no InvalidValueError but ${error}`);
}

/** What a promise rejects with; `undefined` if it resolves. */
export async function rejectionOf(call: Promise<unknown>): Promise<unknown> {
  try {
    await call;
    return undefined;
  } catch (error) {
    return error;
  }
}

function plainShared(shared: NewOutboxEntry["shared"]): object {
  return shared === undefined ? {} : { shared: { key: shared.key, bytes: [...shared.bytes] } };
}
