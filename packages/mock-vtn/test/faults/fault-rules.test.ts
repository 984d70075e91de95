import { describe, expect, it } from "vitest";
import type { Fault } from "../../src/faults/fault.ts";
import type { FaultRule } from "../../src/faults/fault-rule.ts";
import { FaultRules } from "../../src/faults/fault-rules.ts";
import type { RequestFacts } from "../../src/faults/request-facts.ts";

const fault: Fault = { kind: "status", status: 500 };
const createReport: RequestFacts = {
  method: "POST",
  path: "/reports",
  protocol: "3.1.0",
  operationId: "createReport",
};

/** Which of a row of equal requests are struck, as a row of 0 and 1. */
function strikes(rules: FaultRules, count: number, facts = createReport): string {
  return Array.from({ length: count }, () => (rules.strike(facts) ? "1" : "0")).join("");
}

describe("FaultRules", () => {
  it.each<[Partial<FaultRule>, boolean]>([
    [{}, true],
    [{ method: "post" }, true],
    [{ method: ["GET", "PUT"] }, false],
    [{ path: "/reports" }, true],
    [{ path: "/events" }, false],
    [{ path: "/reports/{reportID}" }, false],
    [{ path: /^\/rep/g }, true],
    [{ operationId: ["createReport", "updateReport"] }, true],
    [{ operationId: "createVen" }, false],
    [{ protocol: "3.1.0" }, true],
    [{ protocol: ["flat", "3.0.1"] }, false],
    [{ method: "GET", path: "/reports", protocol: "3.1.0" }, false],
  ])("matches all that %o names: %s", (match, isStruck) => {
    const rules = new FaultRules([{ fault, ...match }]);
    expect([rules.strike(createReport), rules.strike(createReport)]).toEqual(
      Array(2).fill(isStruck ? { delays: [], fault } : undefined),
    );
  });

  it("takes a name in braces for one part of a path", () => {
    const rules = new FaultRules([{ fault, path: "/vens/{venID}/resources/{resourceID}" }]);
    const at = (path: string) => rules.strike({ method: "GET", path }) !== undefined;
    expect(at("/vens/a.b/resources/c")).toBe(true);
    expect(at("/vens/a/resources/c/d")).toBe(false);
    expect(at("/vens/a/resources")).toBe(false);
  });

  it("does not match by an operation or a protocol what has none", () => {
    const rules = new FaultRules([
      { fault, operationId: "createReport" },
      { fault, protocol: "flat" },
    ]);
    expect(rules.strike({ method: "POST", path: "/reports" })).toBeUndefined();
  });

  it("strikes from the Nth matching request on, so many times", () => {
    const rules = new FaultRules([{ fault, fromNth: 3, times: 2, method: "POST" }]);
    rules.strike({ method: "GET", path: "/reports" });
    expect(strikes(rules, 6)).toBe("001100");
    expect(rules.added).toMatchObject([{ matchedCount: 6, struckCount: 2 }]);
    expect(rules.struckCount).toBe(2);
  });

  it("strikes by chance, the same each time for one seed", () => {
    const row = (seed: number) => strikes(new FaultRules([{ fault, probability: 0.3, seed }]), 500);
    const struckCount = row(1).replaceAll("0", "").length;
    expect(struckCount).toBeGreaterThan(110);
    expect(struckCount).toBeLessThan(190);
    expect(row(1)).toBe(row(1));
    expect(row(1)).not.toBe(row(2));
  });

  it("strikes by its own seed and count alone, whatever rules there were before it", () => {
    const rule: FaultRule = { fault, probability: 0.5, seed: 7 };
    const rules = new FaultRules();
    const rows = Array.from({ length: 3 }, () => {
      using _rule = rules.add(rule);
      return strikes(rules, 100);
    });
    rules.add({ fault, operationId: "createVen" });
    rules.add(rule);
    rows.push(strikes(rules, 100));
    expect(rows[0]).toMatch(/^(?=.*0)(?=.*1)/);
    expect(new Set(rows).size).toBe(1);
  });

  it("lets two rules of one seed strike alike, and those of two seeds not", () => {
    const late = { fault: { kind: "latency", delayMs: { minMs: 0, maxMs: 1_000 } } } as const;
    const rule = { ...late, probability: 0.5 };
    const rules = new FaultRules([rule, rule, { ...rule, seed: 1 }]);
    const all = Array.from({ length: 200 }, () => rules.strike(createReport)?.delays ?? []);
    const [first, second, third] = rules.added;
    expect(second?.struckCount).toBe(first?.struckCount);
    const apart = all.filter(({ length }) => length === 1 || length === 3).length;
    expect(apart).toBe(third?.struckCount);
    for (const [one, two] of all.filter(({ length }) => length > 1)) expect(one).toEqual(two);
  });

  it("does not count what an earlier rule struck", () => {
    const rules = new FaultRules([{ fault, times: 2 }, { fault }]);
    strikes(rules, 5);
    expect(rules.added.map(({ matchedCount }) => matchedCount)).toEqual([5, 3]);
  });

  it("chooses a wait between its bounds, and not always the same", () => {
    const rules = new FaultRules([
      { fault: { kind: "latency", delayMs: { minMs: 100, maxMs: 200 } } },
    ]);
    const waits = Array.from({ length: 100 }, () => rules.strike(createReport)?.delays[0]?.delayMs);
    expect(Math.min(...(waits as number[]))).toBeGreaterThanOrEqual(100);
    expect(Math.max(...(waits as number[]))).toBeLessThanOrEqual(200);
    expect(new Set(waits).size).toBeGreaterThan(30);
  });

  it("adds latencies up, and ends at the first other fault", () => {
    const reset: Fault = { kind: "reset" };
    const rules = new FaultRules([
      { fault: { kind: "latency", delayMs: 5 } },
      { fault: { kind: "latency", delayMs: 7, when: "afterStoring" } },
      { fault: reset },
      { fault },
    ]);
    expect(rules.strike(createReport)).toEqual({
      delays: [
        { delayMs: 5, when: "beforeStoring" },
        { delayMs: 7, when: "afterStoring" },
      ],
      fault: reset,
    });
    expect(rules.added.map(({ matchedCount }) => matchedCount)).toEqual([1, 1, 1, 0]);
    expect(rules.struckCount).toBe(1);
  });

  it("ends a rule that is removed, disposed of or cleared", () => {
    const rules = new FaultRules();
    const removed = rules.add({ fault });
    expect(strikes(rules, 1)).toBe("1");
    removed.remove();
    expect(strikes(rules, 1)).toBe("0");
    {
      using _disposed = rules.add({ fault });
      expect(strikes(rules, 1)).toBe("1");
    }
    expect(rules.isEmpty).toBe(true);
    rules.add({ fault });
    rules.clear();
    expect(strikes(rules, 1)).toBe("0");
    expect([removed.struckCount, rules.struckCount]).toEqual([1, 2]);
  });

  it("keeps no token", () => {
    const rules = new FaultRules([{ fault: { kind: "expiredToken" } }]);
    const authorization = "Bearer canary-token";
    expect(rules.strike({ ...createReport, authorization })).toBeDefined();
    expect(JSON.stringify(rules.added)).not.toContain("canary-token");
    expect(rules.strike({ ...createReport, authorization: "Basic abc" })).toBeUndefined();
  });
});
