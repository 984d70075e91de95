import { memoryOutbox } from "@ven/store";
import { describe, expect, it } from "vitest";
import {
  type BackfillLedger,
  forgetPeriod,
  ledgerAt,
  ledgerMark,
  ledgerText,
  missingPeriods,
  readLedger,
} from "../../src/backfill/backfill-ledger.ts";
import type { BackfillPlan } from "../../src/backfill/backfill-plan.ts";

const plan: BackfillPlan = {
  source: "simulator",
  fromMs: 1_000,
  toMs: 9_000,
  everyMs: 1_000,
  vtnUrl: "http://127.0.0.1:1/openadr3",
  protocol: "flat",
  venIds: ["A"],
  loadIds: undefined,
  details: { seed: "ven" },
};
const none: BackfillLedger = { done: [], parts: [] };

describe("ledgerAt", () => {
  it("joins what touches, and keeps apart what does not", () => {
    const first = ledgerAt(none, plan, { nextAtMs: 9_000, venCount: 0 });
    const apart = { ...plan, fromMs: 20_000, toMs: 30_000 };
    const second = ledgerAt(first, apart, { nextAtMs: 30_000, venCount: 0 });
    expect(second.done).toEqual([
      [1_000, 9_000],
      [20_000, 30_000],
    ]);
    const between = { ...plan, fromMs: 9_000, toMs: 20_000 };
    expect(ledgerAt(second, between, { nextAtMs: 20_000, venCount: 0 }).done).toEqual([
      [1_000, 30_000],
    ]);
  });

  it("remembers an instant in part until all of it is done, also one that is yet to come", () => {
    const left = ledgerAt(none, plan, { nextAtMs: 5_000, venCount: 3 });
    expect(left).toEqual({ done: [[1_000, 5_000]], parts: [[5_000, 3]] });
    const earlier = { ...plan, fromMs: 0 };
    const coming = ledgerAt(left, earlier, { nextAtMs: 500, venCount: 2 });
    expect(coming.parts).toEqual([
      [5_000, 3],
      [500, 2],
    ]);
    expect(ledgerAt(left, plan, { nextAtMs: 5_000, venCount: 0 }).parts).toEqual([[5_000, 3]]);
    expect(ledgerAt(left, plan, { nextAtMs: 5_000, venCount: 4 }).parts).toEqual([[5_000, 4]]);
    expect(ledgerAt(left, plan, { nextAtMs: 6_000, venCount: 0 }).parts).toEqual([]);
  });
});

describe("missingPeriods", () => {
  it("is what lies in no period that is done", () => {
    const ledger: BackfillLedger = {
      done: [
        [0, 2_000],
        [4_000, 5_000],
        [8_000, 99_000],
      ],
      parts: [],
    };
    expect(missingPeriods(ledger, plan)).toEqual([
      [2_000, 4_000],
      [5_000, 8_000],
    ]);
    expect(missingPeriods(forgetPeriod(ledger, plan), plan)).toEqual([[1_000, 9_000]]);
    expect(forgetPeriod(ledger, plan).done).toEqual([
      [0, 1_000],
      [9_000, 99_000],
    ]);
  });
});

describe("readLedger", () => {
  const hours = (count: number) =>
    Array.from({ length: count }, (_, hour) => {
      const fromMs = Date.UTC(2025, 0, 6, hour * 2);
      return [fromMs, fromMs + 1_000] as const;
    });

  it("reads what was written, of this plan only, whatever the period", async () => {
    await using outbox = memoryOutbox();
    const ledger = { done: hours(99), parts: [[Date.UTC(2025, 0, 7), 4] as const] };
    await outbox.setMark(ledgerMark(plan), ledgerText(ledger));
    expect(await readLedger(outbox, { ...plan, toMs: 2_000 })).toEqual(ledger);
    expect(await readLedger(outbox, { ...plan, everyMs: 500 })).toEqual(none);
  });

  it("refuses one more period than fit, unless it makes another longer", async () => {
    await using outbox = memoryOutbox();
    const done = hours(100);
    await outbox.setMark(ledgerMark(plan), ledgerText({ done, parts: [] }));
    await expect(readLedger(outbox, plan)).rejects.toThrow("no more than 100 periods");
    const next = { ...plan, fromMs: done[3]?.[1] ?? 0, toMs: Date.UTC(2025, 0, 8) };
    expect((await readLedger(outbox, next)).done).toEqual(done);
  });

  it("refuses what it cannot read", async () => {
    await using outbox = memoryOutbox();
    await outbox.setMark(ledgerMark(plan), '{"done":1}');
    await expect(readLedger(outbox, plan)).rejects.toThrow("another version of ven");
  });
});
