import { strict as assert } from "node:assert";
import type { AppendResult, Outbox } from "../../outbox/outbox.ts";
import type { NewOutboxEntry } from "../../outbox/outbox-entry.ts";
import type { OutboxContractCase } from "../contract-case.ts";
import type { ContractStage } from "../contract-stage.ts";
import { pendingKeys, rejectionOf, sinkStatus } from "../outbox-assertions.ts";
import { delivered, readingsOf, send, ticksOf } from "../stage-readings.ts";

const blocking = { maxReadings: 24, onFull: "block" } as const;

/** A call that may wait for long, and whether it still does. */
interface WaitingAppend {
  readonly result: Promise<AppendResult>;
  isDone: boolean;
  /** How often it was said to wait. */
  readonly waits: readonly unknown[];
}

function appendInBackground(outbox: Outbox, entry: NewOutboxEntry): WaitingAppend {
  const waits: unknown[] = [];
  const result = outbox.append([entry], { onWait: () => waits.push(undefined) });
  const waiting = { result, isDone: false, waits };
  const setDone = (): void => {
    waiting.isDone = true;
  };
  // Also where the case has failed meanwhile and nobody awaits the result any more.
  result.then(setDone, setDone);
  return waiting;
}

/** Lets two minutes pass, a second at a time, until something happens. */
async function passTime(stage: ContractStage, isDone: () => boolean): Promise<void> {
  for (let second = 0; second < 120 && !isDone(); second += 1) await stage.clock.advance(1000);
}

/** What is promised where `append` waits for room. */
export const waitForRoomCases: readonly OutboxContractCase[] = [
  {
    name: "waits with what is appended until a sink has taken something",
    async run(stage) {
      const outbox = await stage.open(blocking);
      await outbox.append(ticksOf("Herning", 2));
      const waiting = appendInBackground(outbox, readingsOf("Herning", 5));
      await passTime(stage, () => waiting.isDone);
      assert.equal(waiting.isDone, false, "it did not wait");
      assert.equal((await pendingKeys(outbox)).length, 2);
      await send(outbox, ["Herning/0"], delivered);
      await passTime(stage, () => waiting.isDone);
      assert.equal(waiting.isDone, true, "it still waits though there is room");
      assert.equal((await waiting.result).acceptedCount, 12);
      assert.deepEqual(await pendingKeys(outbox), ["Herning/1", "Herning/5"]);
      assert.equal((await sinkStatus(outbox)).droppedCount, 0);
    },
  },
  {
    name: "says that it waits for room when there is none, and each second since",
    async run(stage) {
      const outbox = await stage.open(blocking);
      const first = appendInBackground(outbox, readingsOf("Herning", 1));
      await first.result;
      assert.equal(first.waits.length, 0, "it said so although there was room");
      await outbox.append([readingsOf("Herning", 2)]);
      const waiting = appendInBackground(outbox, readingsOf("Herning", 5));
      await passTime(stage, () => waiting.waits.length >= 3);
      assert.ok(waiting.waits.length >= 3, `it said so ${waiting.waits.length} times`);
      await send(outbox, ["Herning/1"], delivered);
      await passTime(stage, () => waiting.isDone);
      assert.equal((await waiting.result).acceptedCount, 12);
    },
  },
  {
    name: "stops waiting for room when the call is aborted",
    async run(stage) {
      const outbox = await stage.open(blocking);
      await outbox.append(ticksOf("Herning", 2));
      const reason = new Error("no longer wanted");
      const controller = new AbortController();
      const { signal } = controller;
      let error: unknown;
      const waiting = rejectionOf(outbox.append([readingsOf("Herning", 5)], { signal })).then(
        (rejection) => {
          error = rejection;
        },
      );
      await stage.clock.advance(1000);
      controller.abort(reason);
      await passTime(stage, () => error !== undefined);
      await waiting;
      assert.equal(error, reason);
      await send(outbox, ["Herning/0"], delivered);
      assert.equal((await outbox.append([readingsOf("Herning", 6)])).acceptedCount, 12);
      assert.deepEqual(await pendingKeys(outbox), ["Herning/1", "Herning/6"]);
    },
  },
  {
    name: "ends an append behind one that waits for room when it is aborted, and keeps none of it",
    async run(stage) {
      const outbox = await stage.open(blocking);
      await outbox.append(ticksOf("Herning", 2));
      const first = appendInBackground(outbox, readingsOf("Herning", 5));
      const controller = new AbortController();
      const { signal } = controller;
      const second = rejectionOf(outbox.append([readingsOf("Herning", 6)], { signal }));
      const third = appendInBackground(outbox, readingsOf("Herning", 7));
      const reason = new Error("no longer wanted");
      controller.abort(reason);
      assert.equal(await second, reason);
      assert.equal(first.isDone, false, "the one before it ended, too");
      await send(outbox, ["Herning/0", "Herning/1"], delivered);
      await passTime(stage, () => first.isDone && third.isDone);
      assert.deepEqual(await pendingKeys(outbox), ["Herning/5", "Herning/7"]);
    },
  },
  {
    name: "takes room that old readings leave as they expire",
    async run(stage) {
      const outbox = await stage.open({ ...blocking, maxAgeMs: 3_600_000 + 30_000 });
      await outbox.append(ticksOf("Herning", 2));
      const waiting = appendInBackground(outbox, readingsOf("Herning", 50));
      await passTime(stage, () => waiting.isDone);
      assert.equal(waiting.isDone, true, "it still waits though readings have expired");
      assert.equal((await waiting.result).acceptedCount, 12);
      assert.equal((await sinkStatus(outbox)).expiredCount, 12);
    },
  },
];
