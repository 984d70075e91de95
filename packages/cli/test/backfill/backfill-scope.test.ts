import { memoryOutbox } from "@ven/store";
import { describe, expect, it } from "vitest";
import { ledgerAt, ledgerMark, ledgerText } from "../../src/backfill/backfill-ledger.ts";
import type { BackfillPlan } from "../../src/backfill/backfill-plan.ts";
import { enterPlan, refuseOverlap } from "../../src/backfill/backfill-scope.ts";

const plan: BackfillPlan = {
  source: "simulator",
  fromMs: Date.UTC(2025, 0, 6),
  toMs: Date.UTC(2025, 0, 7),
  everyMs: 900_000,
  vtnUrl: "http://127.0.0.1:1/openadr3",
  protocol: "flat",
  venIds: ["A", "B"],
  loadIds: undefined,
  details: { seed: "ven" },
};

/** An outbox in which plans are done. */
async function outboxOf(...plans: readonly BackfillPlan[]) {
  const outbox = memoryOutbox();
  for (const one of plans) {
    await enterPlan(outbox, one);
    const ledger = ledgerAt({ done: [], parts: [] }, one, { nextAtMs: one.toMs, venCount: 0 });
    await outbox.setMark(ledgerMark(one), ledgerText(ledger));
  }
  return outbox;
}

async function fareOf(other: BackfillPlan): Promise<string> {
  const outbox = await outboxOf(plan);
  try {
    await refuseOverlap(outbox, other, [[other.fromMs, other.toMs]]);
    return "allowed";
  } catch (error) {
    return (error as Error).message;
  }
}

const manyVens = Array.from({ length: 1_000 }, (_, index) => `ven-${index}`);

describe("a plan that differs from one that was reported", () => {
  it.each([
    ["in its step", { everyMs: 60_000 }],
    ["in its seed", { details: { seed: "two" } }],
    ["in its source", { source: "influx", everyMs: undefined }],
    ["in VENs, of which one is the same", { venIds: ["B", "C"] }],
    ["in its loads", { loadIds: ["load_0"] }],
    ["in VENs too many to be known apart", { venIds: manyVens }],
    ["in its VTN's address by a slash alone", { vtnUrl: `${plan.vtnUrl}/` }],
    ["in its step, over a longer period", { everyMs: 60_000, toMs: plan.toMs + 1 }],
  ] as const)("is refused if it overlaps: %s", async (_, other) => {
    expect(await fareOf({ ...plan, ...other })).toMatch(
      /^a backfill with other flags .* add --overlap to report it all the same$/,
    );
  });

  it.each([
    ["to another VTN", { vtnUrl: "http://127.0.0.1:2/openadr3" }],
    ["of other VENs", { venIds: ["C"] }],
    ["of a later time", { everyMs: 60_000, fromMs: plan.toMs, toMs: plan.toMs + 1_000 }],
    ["with the same flags", { toMs: plan.toMs + 1_000 }],
  ] as const)("is allowed %s", async (_, other) => {
    expect(await fareOf({ ...plan, ...other })).toBe("allowed");
  });

  it("is allowed with other loads of the same VENs", async () => {
    const outbox = await outboxOf({ ...plan, loadIds: ["load_0"] });
    const other = { ...plan, loadIds: ["load_1", "load_2"] };
    await expect(refuseOverlap(outbox, other, [[plan.fromMs, plan.toMs]])).resolves.toBeUndefined();
  });

  it("is refused for an instant of which only some VENs are done", async () => {
    const outbox = memoryOutbox();
    await enterPlan(outbox, plan);
    const ledger = { done: [], parts: [[plan.fromMs, 1] as const] };
    await outbox.setMark(ledgerMark(plan), ledgerText(ledger));
    const other = { ...plan, everyMs: 60_000 };
    const missing = [[other.fromMs, other.toMs]] as const;
    await expect(refuseOverlap(outbox, other, missing)).rejects.toThrow("of A, B:");
  });
});

it("an outbox remembers a hundred plans, and refuses another one", async () => {
  const outbox = memoryOutbox();
  for (let seed = 0; seed < 100; seed += 1) await enterPlan(outbox, { ...plan, details: { seed } });
  await expect(enterPlan(outbox, plan)).rejects.toThrow("no more than 100 backfills");
  await enterPlan(outbox, { ...plan, details: { seed: 7 } });
});

it("what cannot be read of other plans is not taken for nothing", async () => {
  const outbox = memoryOutbox();
  await outbox.setMark("backfill.plans", "{}");
  await expect(refuseOverlap(outbox, plan, [])).rejects.toThrow("another version of ven");
  await outbox.setMark("backfill.plans", "nonsense");
  await expect(enterPlan(outbox, plan)).rejects.toThrow("another version of ven");
});
