import { strict as assert } from "node:assert";
import { isVenError } from "@ven/core";
import type { Outbox } from "../../outbox/outbox.ts";
import type { StoreCallOptions } from "../../ven-store.ts";
import type { OutboxContractCase } from "../contract-case.ts";
import { assertInvalid, rejectionOf } from "../outbox-assertions.ts";
import { intend, NEVER_GIVEN_ID, readingsOf, ticksOf } from "../stage-readings.ts";

/** Every call there is, on the sink `vtn`. */
function everyCall(
  outbox: Outbox,
  options: StoreCallOptions = {},
): Record<string, () => Promise<unknown>> {
  const sink = "vtn";
  return {
    append: () => outbox.append([readingsOf("Herning", 30)], options),
    peek: () => outbox.peek({ sink, order: "newest", limit: 1 }, options),
    peekIntents: () => outbox.peekIntents({ sink, limit: 1 }, options),
    intend: () => outbox.intend(sink, [{ entryIds: [1], note: "" }], options),
    settle: () => outbox.settle(sink, [{ shipmentId: 1, kind: "delivered" }], options),
    status: () => outbox.status(options),
    list: () => outbox.list({ sink, state: "pending", limit: 1 }, options),
    get: () => outbox.get(1, options),
    retry: () => outbox.retry({ sink }, options),
    purge: () => outbox.purge({ sink }, options),
    getMark: () => outbox.getMark("m", options),
    setMark: () => outbox.setMark("m", "w", options),
  };
}

/** What is promised of marks, of calls that are aborted, and of closing. */
export const callCases: readonly OutboxContractCase[] = [
  {
    name: "keeps a mark until it is written over or deleted",
    async run(stage) {
      const outbox = await stage.open();
      assert.equal(await outbox.getMark("backfill"), undefined);
      await outbox.setMark("backfill", "2025-01-16");
      await outbox.setMark("other", "");
      assert.equal(await outbox.getMark("backfill"), "2025-01-16");
      assert.equal(await outbox.getMark("other"), "");
      await outbox.setMark("backfill", "v".repeat(4096));
      assert.equal((await outbox.getMark("backfill"))?.length, 4096);
      await outbox.setMark("backfill", undefined);
      await outbox.setMark("never written", undefined);
      assert.equal(await outbox.getMark("backfill"), undefined);
    },
  },
  {
    name: "refuses a mark that is too long, and keeps the one before",
    async run(stage) {
      const outbox = await stage.open();
      await outbox.setMark("m", "before");
      const value = "v".repeat(4097);
      await assertInvalid(outbox.setMark("m", value), "4,097 characters");
      const mark = { name: "m", value };
      await assertInvalid(outbox.append(ticksOf("Herning", 1), { mark }), "4,097 with entries");
      assert.equal(await outbox.getMark("m"), "before");
      assert.equal((await outbox.status()).entryCount, 0);
    },
  },
  {
    name: "changes nothing in a call that is aborted before it begins",
    async run(stage) {
      const outbox = await stage.open();
      await outbox.append(ticksOf("Herning", 2));
      await outbox.setMark("m", "v");
      await intend(outbox, ["Herning/0"]);
      const before = await outbox.status();
      const reason = new Error("no longer wanted");
      const signal = AbortSignal.abort(reason);
      for (const [name, call] of Object.entries(everyCall(outbox, { signal }))) {
        assert.equal(await rejectionOf(call()), reason, name);
      }
      assert.deepEqual(await outbox.status(), before);
      assert.equal(await outbox.getMark("m"), "v");
    },
  },
  {
    name: "refuses every call once it is closed, and may be closed again",
    async run(stage) {
      const outbox = await stage.open();
      await outbox.append(ticksOf("Herning", 2));
      await outbox.close();
      await outbox.close();
      for (const [name, call] of Object.entries(everyCall(outbox))) {
        const error = await rejectionOf(call());
        assert.ok(isVenError(error, "STORE_CLOSED"), `${name}: no STORE_CLOSED but ${error}`);
      }
      stage.leave(outbox);
    },
  },
  {
    name: "finishes the calls under way before it closes",
    async run(stage) {
      const outbox = await stage.open();
      await outbox.append(ticksOf("Herning", 1));
      const [item] = await outbox.list({ sink: "vtn", state: "pending", limit: 1 });
      const entryIds = [item?.entryId ?? NEVER_GIVEN_ID];
      const calls = [
        outbox.append([readingsOf("Vejle", 1)]).then(({ acceptedCount }) => acceptedCount),
        outbox.append([readingsOf("Ribe", 1)]).then(({ acceptedCount }) => acceptedCount),
        outbox.peek({ sink: "vtn", order: "oldest", limit: 1 }).then(({ length }) => length),
        outbox.intend("vtn", [{ entryIds, note: "" }]).then(({ length }) => length),
      ];
      stage.leave(outbox);
      await outbox.close();
      assert.deepEqual(await Promise.all(calls), [12, 12, 1, 1]);
    },
  },
  {
    name: "closes itself where it is disposed of",
    async run(stage) {
      const outbox = await stage.open();
      await outbox[Symbol.asyncDispose]();
      assert.ok(isVenError(await rejectionOf(outbox.status()), "STORE_CLOSED"));
      stage.leave(outbox);
    },
  },
  {
    name: "takes calls that overlap as if they came one after the other",
    async run(stage) {
      const outbox = await stage.open();
      const streams = Array.from({ length: 20 }, (_, index) => `ven-${index}`);
      const results = await Promise.all(
        streams.flatMap((stream) => [
          outbox.append(ticksOf(stream, 3)),
          outbox.append(ticksOf(stream, 3)),
        ]),
      );
      const acceptedCount = results.reduce((sum, result) => sum + result.acceptedCount, 0);
      assert.equal(acceptedCount, 20 * 36);
      const entries = await outbox.peek({
        sink: "vtn",
        order: "oldest",
        limit: 3,
        stream: "ven-7",
      });
      const entryIds = entries.map(({ entryId }) => entryId);
      const [first, second] = await Promise.all([
        outbox.intend("vtn", [{ entryIds, note: "a" }]),
        outbox.intend("vtn", [{ entryIds, note: "b" }]),
      ]);
      assert.equal(first.length + second.length, 1, "the same entries were intended twice");
    },
  },
];
