import { strict as assert } from "node:assert";
import fc from "fast-check";
import type { OutboxOptions, OutboxSink } from "../../outbox/outbox-options.ts";
import type { OutboxContractCase } from "../contract-case.ts";
import type { ContractStage } from "../contract-stage.ts";
import { halved } from "../halved-entries.ts";
import { assertAddsUp, sinkStatus } from "../outbox-assertions.ts";
import { readingsOf } from "../stage-readings.ts";
import { type OutboxAction, outboxActions } from "./outbox-action.ts";
import { OutboxModel } from "./outbox-model.ts";
import { OutboxPlayer } from "./outbox-player.ts";

const SINKS = [{ name: "vtn" }, { name: "influx" }, { name: "marks", after: "vtn" }];
const ONE_SINK = [{ name: "vtn" }];
const HOUR_MS = 3_600_000;

/** How many random sequences are played, and from where. */
export interface ModelCaseOptions {
  readonly numRuns?: number;
  readonly seed?: number;
}

/** What holds for whatever sequence of calls. */
export function modelCases(options: ModelCaseOptions): readonly OutboxContractCase[] {
  const parameters = {
    numRuns: options.numRuns ?? 50,
    ...(options.seed !== undefined && { seed: options.seed }),
  };
  return [
    {
      name: "is like the simplest outbox there can be, whatever is called, and wherever the process ends",
      run: (stage) => fc.assert(likeModel(stage, SINKS), parameters),
    },
    {
      name: "is like the simplest one with a single sink, too",
      run: (stage) => fc.assert(likeModel(stage, ONE_SINK), parameters),
    },
    {
      name: "stays within its bounds and accounts for every reading, whatever is dropped",
      async run(stage) {
        const onFull = fc.constantFrom("drop-oldest", "drop-newest", "downsample");
        const property = fc.asyncProperty(onFull, fillSteps, (policy, steps) =>
          fillAndDrain(stage.another(), policy, steps),
        );
        await fc.assert(property, parameters);
      },
    },
  ];
}

function likeModel(
  stage: ContractStage,
  sinks: readonly OutboxSink[],
): fc.IAsyncPropertyWithHooks<[readonly OutboxAction[]]> {
  const names = sinks.map(({ name }) => name);
  return fc.asyncProperty(outboxActions(names, stage.canReopen), (actions) =>
    playAll(stage.another(), sinks, actions),
  );
}

async function playAll(
  stage: ContractStage,
  sinks: readonly OutboxSink[],
  actions: readonly OutboxAction[],
): Promise<void> {
  const options = { sinks, maxAgeMs: HOUR_MS };
  try {
    const model = new OutboxModel(sinks, HOUR_MS);
    const player = new OutboxPlayer(stage, options, await stage.open(options), model);
    for (const action of actions) await player.play(action);
  } finally {
    await stage.end();
  }
}

/** What is appended at once, how many shipments are sent, and how they fare. */
const fillSteps = fc.array(
  fc.record({
    counts: fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 8 }),
    sendCount: fc.nat(4),
    isDelivered: fc.boolean(),
    staysIntended: fc.boolean(),
  }),
  { minLength: 1, maxLength: 15 },
);

type FillStep = typeof fillSteps extends fc.Arbitrary<(infer Step)[]> ? Step : never;

async function fillAndDrain(
  stage: ContractStage,
  onFull: NonNullable<OutboxOptions["onFull"]>,
  steps: readonly FillStep[],
): Promise<void> {
  const maxReadings = 60;
  const downsample = onFull === "downsample" ? { downsample: halved } : {};
  try {
    const outbox = await stage.open({ maxReadings, onFull, ...downsample });
    let tick = 0;
    for (const { counts, sendCount, isDelivered, staysIntended } of steps) {
      const entries = counts.map((count) => {
        tick += 1;
        return readingsOf(`ven-${tick % 3}`, tick, { count });
      });
      const given = counts.reduce((sum, count) => sum + count, 0);
      const before = await sinkStatus(outbox);
      const { acceptedCount, droppedCount, duplicateCount } = await outbox.append(entries);
      assert.deepEqual([acceptedCount + droppedCount, duplicateCount], [given, 0]);
      const status = await sinkStatus(outbox);
      assert.deepEqual(status.intent, before.intent, "what is under way makes no room");
      assert.equal(status.acceptedCount - before.acceptedCount, acceptedCount);
      const waitingCount = status.pending.readingCount + status.intent.readingCount;
      assert.ok(waitingCount <= maxReadings, `${waitingCount} readings wait`);
      const ready = await outbox.peek({ sink: "vtn", order: "newest", limit: 10 });
      const shipments = await outbox.intend(
        "vtn",
        ready.slice(0, sendCount).map(({ entryId }) => ({ entryIds: [entryId], note: "" })),
      );
      const kind = isDelivered ? ("delivered" as const) : ("dropped" as const);
      const settled = staysIntended ? shipments.slice(1) : shipments;
      await outbox.settle(
        "vtn",
        settled.map(({ shipmentId }) => ({ shipmentId, kind, reason: "over" })),
      );
      await assertAddsUp(outbox);
    }
  } finally {
    await stage.end();
  }
}
