import { describe, expect, it } from "vitest";
import { fillAndDrain } from "../../scripts/chaos/cases/disk-case.ts";
import { fuzz } from "../../scripts/chaos/cases/fuzz-case.ts";
import { judgeOutage } from "../../scripts/chaos/cases/outage-case.ts";
import { overload } from "../../scripts/chaos/cases/overload-case.ts";
import { damagedStarts } from "../../scripts/chaos/disk/damaged-starts.ts";
import { countEarly, retryAfter } from "../../scripts/chaos/http/retry-after.ts";
import { tokenExpiry } from "../../scripts/chaos/http/token-expiry.ts";

// `npm run chaos` runs the same, larger.
describe("the cases of npm run chaos, small", () => {
  it.each(["drop-oldest", "drop-newest", "downsample", "block"] as const)(
    "balances the books under ten times overload: %s",
    async (onFull) => {
      const { broken, lost } = await overload({ place: "disk", onFull, ticks: 12 });
      expect([broken, lost]).toEqual([[], 0]);
    },
  );

  it("is not wedged by a file at its cap", async () => {
    const { broken, figures } = await fillAndDrain(1);
    expect([broken, figures]).toEqual([[], expect.objectContaining({ drained: 1 })]);
  });

  it("starts on damaged files", async () => {
    const { broken, figures } = await damagedStarts("ci", 10);
    expect([broken, figures]).toEqual([[], expect.objectContaining({ started: 10 })]);
  });

  it("asks for one token as a thousand reports find theirs expired", async () => {
    const { broken, figures } = await tokenExpiry();
    expect([broken, figures]).toEqual([[], expect.objectContaining({ tokenRequests: 1 })]);
  });

  it("never comes before the time that the VTN asks for", async () => {
    const { broken, figures } = await retryAfter();
    expect([broken, figures]).toEqual([[], { asked: 12, early: 0 }]);
  });

  it("takes no fuzzed answer for success", async () => {
    const { broken } = await fuzz("ci", 500);
    expect(broken).toEqual([]);
  });
});

describe("what judges the cases", () => {
  it("counts reports that come before the time that was asked for", () => {
    const post = { method: "POST", path: "/openadr3/3.1.0/reports" } as const;
    const requests = [
      { ...post, receivedAtMs: 0, fault: "retryAfter" } as const,
      { ...post, receivedAtMs: 44_000 },
      { ...post, receivedAtMs: 45_000 },
    ];
    expect(countEarly(requests)).toEqual({ asked: 1, early: 1 });
  });

  it("finds every promise that an outage can break", () => {
    const kept = {
      readings: 1,
      lost: 0,
      duplicated: 0,
      rssGrowthMiB: 49,
      peakReportsPerSecond: 11,
      requestsWhileAway: 1,
      recoveryMs: 1,
      liveLagTicks: 1,
    };
    const limits = { maxReportsPerSecond: 10 };
    expect(judgeOutage(limits, kept).broken).toEqual([]);
    const bad = {
      ...kept,
      lost: 1,
      duplicated: 1,
      rssGrowthMiB: 50,
      peakReportsPerSecond: 12,
      liveLagTicks: 2,
    };
    expect(judgeOutage(limits, bad).broken).toHaveLength(5);
  });
});
