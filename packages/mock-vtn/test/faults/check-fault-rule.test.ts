import { describe, expect, it } from "vitest";
import { checkFaultRule } from "../../src/faults/check-fault-rule.ts";

describe("checkFaultRule", () => {
  it.each<[object, string]>([
    [{ fault: { kind: "explode" } }, "fault: kind"],
    [{ fault: { kind: "toString" } }, "fault: kind"],
    [{ fault: { kind: "hang" }, fromNth: 0 }, "fault rule: fromNth"],
    [{ fault: { kind: "hang" }, times: 1.5 }, "fault rule: times"],
    [{ fault: { kind: "hang" }, probability: 1.1 }, "fault rule: probability"],
    [{ fault: { kind: "hang" }, probability: Number.NaN }, "fault rule: probability"],
    [{ fault: { kind: "hang", when: "never" } }, "fault: when"],
    [{ fault: { kind: "latency", delayMs: -1 } }, "fault: delayMs"],
    [{ fault: { kind: "latency", delayMs: { minMs: 5, maxMs: 4 } } }, "fault: delayMs"],
    [{ fault: { kind: "latency" } }, "fault: delayMs"],
    [{ fault: { kind: "status", status: 199 } }, "fault: status"],
    [{ fault: { kind: "status", status: 204 } }, "fault: body"],
    [{ fault: { kind: "status", status: 500, body: "text" } }, "fault: body"],
    [{ fault: { kind: "retryAfter", status: 500, delayMs: 1 } }, "fault: status"],
    [{ fault: { kind: "retryAfter", status: 429 } }, "fault: delayMs"],
    [{ fault: { kind: "reset", as: "rst" } }, "fault: as"],
    [{ fault: { kind: "trickle", bytesPerInterval: 0, intervalMs: 1 } }, "fault: bytesPerInterval"],
    [{ fault: { kind: "truncate", keptBytes: -1 } }, "fault: keptBytes"],
    [{ fault: { kind: "malformed", body: "garbage" } }, "fault: body"],
    [
      { fault: { kind: "malformed", body: "wrongContentType", when: "beforeStoring" } },
      "fault: when",
    ],
    [{ fault: { kind: "expiredToken", status: 400 } }, "fault: status"],
    [{ fault: { kind: "redirect" } }, "fault: location"],
    [{ fault: { kind: "redirect", location: "" } }, "fault: location"],
    [{ fault: { kind: "redirect", location: "/a\r\nset-cookie: b" } }, "fault: location"],
    [{ fault: { kind: "redirect", location: "/a", status: 304 } }, "fault: status"],
    [{ fault: { kind: "endlessPaging", ids: "old" } }, "fault: ids"],
    [{ fault: { kind: "oversized", bytes: 0 } }, "fault: bytes"],
    [{ fault: { kind: "custom" } }, "fault: answer"],
    [{ fautl: {} }, "fault rule: the setting"],
    [{ fault: { kind: "hang" }, operatoinId: "createReport" }, "fault rule: the setting"],
    [{ fault: { kind: "hang", whem: "afterStoring" } }, 'fault "hang": the setting'],
    [{ fault: { kind: "trickle", when: "afterStoring" } }, 'fault "trickle": the setting'],
    [{}, "fault rule: fault"],
    [{ fault: "hang" }, "fault rule: fault"],
    [{ fault: null }, "fault rule: fault"],
  ])("refuses %o by naming %s", (rule, subject) => {
    expect(() => checkFaultRule(rule as never)).toThrow(expect.objectContaining({ subject }));
  });

  it.each([undefined, null, "hang"])("refuses %o, which is no rule at all", (rule) => {
    expect(() => checkFaultRule(rule as never)).toThrow("fault rule");
  });

  it("names the settings that there are", () => {
    expect(() =>
      checkFaultRule({ fault: { kind: "hang" }, operatoinId: "createReport" } as never),
    ).toThrow(
      'fault rule: the setting "operatoinId" is not valid: did you mean operationId? There are fault, method, path, operationId, ',
    );
  });
});
