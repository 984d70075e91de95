import { StoreError } from "@ven/store";
import { VtnProblemError } from "@ven/vtn-client";
import { describe, expect, it } from "vitest";
import type { LookOutcome, PartOutcome, ReportPart } from "../../src/delivery/carrier.ts";
import { TickWatch } from "../../src/delivery/tick-watch.ts";
import { interposedOutbox } from "./support/interposed-outbox.ts";
import { senderAt, tickOf } from "./support/sender-at.ts";
import { turns } from "./support/turns.ts";

const accepted: PartOutcome = { kind: "accepted" };
const lost: PartOutcome = { kind: "ambiguous", reason: "reset", isVtnDown: false };
const down: PartOutcome = { kind: "postponed", reason: "503", health: "down" };
const refused: PartOutcome = { kind: "refused", reason: "400" };
const isNotThere: LookOutcome = {
  kind: "looked",
  found: new Set(),
  isComplete: true,
  pageCount: 1,
};

/** Takes everything, and keeps what it took. */
function takingVtn() {
  const taken: { readonly venId: string; readonly part: ReportPart }[] = [];
  const take = (venId: string, part: ReportPart): PartOutcome => {
    taken.push({ venId, part });
    return accepted;
  };
  return { taken, take };
}

function unauthorized(): VtnProblemError {
  return new VtnProblemError("POST /vens", { status: 401, isAmbiguous: false, body: "" });
}

describe("a report whose fate is unknown", () => {
  it("is looked for once at a time, even if it falls due in the moment it is written down", async () => {
    const { take, taken } = takingVtn();
    let under = 0;
    let most = 0;
    let finish: (() => void) | undefined;
    let sendCount = 0;
    // The machine is busy with others while the first settlement is written.
    const pause = () => made.clock.setWallTime(made.clock.now() + 100);
    const made = senderAt(
      {
        send: (venId, part) => {
          sendCount += 1;
          return sendCount === 1 ? { kind: "conflict", reason: "409" } : take(venId, part);
        },
        look: async () => {
          under += 1;
          most = Math.max(most, under);
          await new Promise<void>((resolve) => {
            finish = resolve;
          });
          under -= 1;
          return isNotThere;
        },
      },
      { wrap: (outbox) => interposedOutbox(outbox, { settle: pause }) },
    );
    const { sender, tick, counts, clock } = made;
    await tick(0);
    await clock.advance(20_000);
    expect([under, most]).toEqual([1, 1]);
    finish?.();
    await clock.advance(20_000);
    expect(taken).toHaveLength(1);
    expect((await counts()).delivered).toBe(3);
    await sender.stop(0);
  });

  it("is not sent again and again under a name that the VTN refuses, where it does not let us look", async () => {
    const names: string[] = [];
    const { sender, tick, counts, clock } = senderAt({
      send: (_, { reportName }) => {
        names.push(reportName);
        if (names.length === 1) return lost;
        return new Set(names).size === 1 ? { kind: "conflict", reason: "409" } : accepted;
      },
      look: () => ({ kind: "notAllowed", reason: "403" }),
    });
    await tick(0);
    await clock.advance(60_000);
    expect(names).toHaveLength(3);
    expect((await counts()).delivered).toBe(3);
    await sender.stop(0);
  });

  it.each([
    ["skip", { dropped: 3, dead: 0 }],
    ["park", { dropped: 0, dead: 3 }],
  ] as const)("is settled as %s says where nobody can look", async (onAmbiguous, expected) => {
    const { sender, tick, counts, clock } = senderAt({ send: () => lost }, { onAmbiguous });
    await tick(0);
    await clock.advance(60_000);
    expect(await counts()).toMatchObject({ ...expected, delivered: 0, pending: 0, intent: 0 });
    await sender.stop(0);
  });

  it("does not storm a VTN that answers every look with nonsense", async () => {
    let lookCount = 0;
    const { sender, tick, clock } = senderAt({
      send: () => lost,
      look: () => {
        lookCount += 1;
        return { kind: "failed", reason: "a web page" };
      },
    });
    await tick(
      0,
      Array.from({ length: 40 }, (_, index) => `ven-${index}`),
    );
    await clock.advance(600_000);
    expect(lookCount).toBeLessThan(100);
    expect(sender.vtnState.health).not.toBe("up");
    await sender.stop(0);
  });
});

describe("a VTN that fails", () => {
  it("is not stormed when it asks to be tried again at once, and fails again", async () => {
    let sendCount = 0;
    const { sender, tick, clock, counts } = senderAt({
      send: () => {
        sendCount += 1;
        return { ...down, retryAfterMs: 0 };
      },
    });
    await tick(0);
    await clock.advance(600_000);
    expect(sendCount).toBeLessThan(20);
    expect((await counts()).pending).toBe(3);
    await sender.stop(0);
  });

  it("is found to be back although the newest and the oldest reading of all are refused each time", async () => {
    const { take, taken } = takingVtn();
    let isDown = true;
    const draws = [0.1, 0.5, 0.9, 0.3, 0.7];
    let draw = 0;
    const { sender, append, tick, clock, counts } = senderAt(
      { send: (venId, part) => (isDown || venId === "poison" ? down : take(venId, part)) },
      {
        random: () => {
          draw += 1;
          return draws[draw % draws.length] ?? 0;
        },
        retryLongestMs: 10_000,
      },
    );
    await append(0, ["poison"]);
    await append(1, ["a", "b", "c", "d", "e", "f"]);
    await tick(2, ["poison"]);
    await clock.advance(60_000);
    isDown = false;
    await clock.advance(600_000);
    expect(await counts()).toMatchObject({ delivered: 18, dead: 0 });
    expect(new Set(taken.map(({ venId }) => venId)).size).toBe(6);
    await sender.stop(0);
  });

  it("keeps one VEN that is not let in from nobody else, however much of it waits", async () => {
    const { take } = takingVtn();
    let openCount = 0;
    const { sender, tick, append, clock, counts } = senderAt({
      send: take,
      open: (venId) => {
        if (venId !== "locked-out") return;
        openCount += 1;
        throw unauthorized();
      },
    });
    for (let index = 0; index < 50; index += 1) await append(index, ["locked-out"]);
    for (let index = 50; index < 56; index += 1) {
      await tick(index, ["a", "b", "locked-out"]);
      await clock.advance(10_000);
      expect((await counts()).delivered).toBe((index - 49) * 6);
    }
    expect(sender.vtnState.health).toBe("up");
    expect(openCount).toBeLessThan(10);
    expect((await counts()).pending + (await counts()).intent).toBe(56 * 3);
    await sender.stop(0);
  });

  it("is refusing if it lets nobody in", async () => {
    let openCount = 0;
    const { sender, tick, clock } = senderAt({
      send: () => accepted,
      open: () => {
        openCount += 1;
        throw unauthorized();
      },
    });
    await tick(0, ["a", "b", "c", "d", "e", "f", "g", "h"]);
    await clock.advance(600_000);
    expect(sender.vtnState).toMatchObject({ health: "refusing" });
    expect(openCount).toBeLessThan(100);
    await sender.stop(0);
  });
});

describe("a VTN that refuses", () => {
  const isPoison = (part: ReportPart, row: number) =>
    part.slices.some(({ rows }) => rows.includes(row));

  it("has all but the one reading that is to blame, which is a dead letter with its reason", async () => {
    const { take } = takingVtn();
    const { sender, tick, clock, counts, outbox } = senderAt({
      send: (venId, part) =>
        isPoison(part, 77) ? { kind: "refused", reason: "no such load" } : take(venId, part),
    });
    await tick(0, ["Herning"], 720);
    await clock.advance(10_000);
    expect(await counts()).toEqual({ delivered: 719, dead: 1, pending: 0, intent: 0, dropped: 0 });
    const dead = await outbox.list({ sink: "vtn", state: "dead", limit: 10 });
    expect(dead).toMatchObject([{ count: 1, reason: "no such load" }]);
    expect(dead[0]?.key).toMatch(/\.77-77$/);
    await sender.stop(0);
  });

  it("has the rest of each VEN although each has one reading to blame", async () => {
    const { take } = takingVtn();
    const { sender, tick, clock, counts } = senderAt({
      send: (venId, part) => (isPoison(part, 5) ? refused : take(venId, part)),
    });
    await tick(
      0,
      Array.from({ length: 60 }, (_, index) => `ven-${index}`),
      12,
    );
    await clock.advance(300_000);
    expect(await counts()).toMatchObject({ delivered: 60 * 11, dead: 60, pending: 0 });
    await sender.stop(0);
  });

  it("is not stormed when it refuses everything", async () => {
    let sendCount = 0;
    const { sender, tick, clock, counts } = senderAt({
      send: () => {
        sendCount += 1;
        return refused;
      },
    });
    const venIds = Array.from({ length: 40 }, (_, index) => `ven-${index}`);
    await tick(0, venIds, 100);
    await clock.advance(3_600_000);
    expect((await counts()).dead).toBe(4_000);
    expect(sendCount).toBeLessThan(40 * 6 + 500);
    await sender.stop(0);
  });

  it("has what it asks to be made smaller, and is asked less from then on", async () => {
    const sizes: number[] = [];
    const { sender, tick, clock, counts } = senderAt({
      send: (_, { readingCount }) => {
        sizes.push(readingCount);
        return readingCount > 100 ? { kind: "tooLarge", reason: "413" } : accepted;
      },
    });
    await tick(0, ["Herning"], 720);
    await clock.advance(1_000);
    expect((await counts()).delivered).toBe(720);
    expect(sizes.slice(0, 3).sort((one, other) => other - one)).toEqual([720, 360, 360]);
    sizes.length = 0;
    await tick(1, ["Herning"], 720);
    await clock.advance(1_000);
    expect((await counts()).delivered).toBe(1_440);
    expect(Math.max(...sizes)).toBe(90);
    await sender.stop(0);
  });

  it("that does not know a VEN after a long outage is not given up at once", async () => {
    const { take } = takingVtn();
    let state: "down" | "forgetful" | "well" = "down";
    const made = senderAt(
      {
        send: (venId, part) => {
          if (state === "down") return down;
          return state === "forgetful" ? { kind: "unknownVen", reason: "404" } : take(venId, part);
        },
      },
      { retryLongestMs: 2_000 },
    );
    const { sender, tick, clock, counts, doubted } = made;
    await tick(0);
    await clock.advance(120_000);
    state = "forgetful";
    await clock.advance(2_000);
    state = "well";
    await clock.advance(10_000);
    expect(doubted.length).toBeGreaterThan(0);
    expect(await counts()).toMatchObject({ delivered: 3, dead: 0 });
    await sender.stop(0);
  });

  it("that never knows a VEN gets it five times, then it is a dead letter", async () => {
    let sendCount = 0;
    const { sender, tick, clock, counts } = senderAt({
      send: () => {
        sendCount += 1;
        return { kind: "unknownVen", reason: "404" };
      },
    });
    await tick(0);
    await clock.advance(300_000);
    expect(sendCount).toBe(5);
    expect((await counts()).dead).toBe(3);
    await sender.stop(0);
  });
});

describe("after an outage", () => {
  it("what is new goes first, then the oldest, at the rate that the backlog is allowed", async () => {
    const clockAt: { atMs: number; tick: number }[] = [];
    const made = senderAt(
      {
        send: (_, part) => {
          clockAt.push({ atMs: made.clock.monotonic(), tick: tickOf(part) });
          return accepted;
        },
      },
      { maxBacklogReportsPerSecond: 2 },
    );
    const { sender, tick, append, clock, counts } = made;
    for (let index = 0; index < 60; index += 1) await append(index);
    await tick(60);
    await clock.advance(5_000);
    expect(clockAt[0]?.tick).toBe(60);
    expect(clockAt.slice(1, 4).map((sent) => sent.tick)).toEqual([0, 1, 2]);
    await tick(61);
    await clock.advance(40_000);
    expect((await counts()).delivered).toBe(62 * 3);
    const backlog = clockAt.filter((sent) => sent.tick < 60).map(({ atMs }) => atMs);
    backlog.slice(1).forEach((atMs, index) => {
      expect(atMs - (backlog[index] ?? 0)).toBeGreaterThanOrEqual(499);
    });
    const live = clockAt.find((sent) => sent.tick === 61);
    expect((live?.atMs ?? Number.POSITIVE_INFINITY) - 5_000).toBeLessThan(500);
    await sender.stop(0);
  });

  it("a backlog of any length goes on as soon as it has its next turn", async () => {
    const { sender, append, clock, counts } = senderAt(
      { send: () => accepted },
      { maxBacklogReportsPerSecond: 2 },
    );
    for (let index = 0; index < 200; index += 1) await append(index);
    sender.wake();
    await clock.advance(105_000);
    expect((await counts()).delivered).toBe(600);
    await sender.stop(0);
  });

  it("live readings do not wait for a backlog of many reports that has its turn", async () => {
    const sentTicks: number[] = [];
    const { sender, tick, append, clock } = senderAt(
      {
        send: (_, part) => {
          sentTicks.push(tickOf(part));
          return accepted;
        },
      },
      { maxBacklogReportsPerSecond: 1, maxReadingsPerReport: 1 },
    );
    for (let index = 0; index < 5; index += 1) await append(index, ["Herning"], 200);
    await tick(5, ["a"], 1);
    await clock.advance(3_000);
    await tick(6, ["a"], 1);
    await clock.advance(500);
    expect(sentTicks.filter((sent) => sent >= 5)).toEqual([5, 6]);
    await sender.stop(0);
  });

  it("live ticks of one report per reading go at once, the backlog at its rate, until nothing waits", async () => {
    const sent: { readonly tick: number; readonly atMs: number }[] = [];
    const made = senderAt(
      {
        send: (_, part) => {
          sent.push({ tick: tickOf(part), atMs: made.clock.monotonic() });
          return accepted;
        },
      },
      { maxBacklogReportsPerSecond: 200, maxReadingsPerReport: 1 },
    );
    const { sender, tick, append, clock, counts } = made;
    for (let index = 0; index < 20; index += 1) await append(index, ["Herning"], 720);
    sender.wake();
    await clock.advance(1_000);
    for (let index = 20; index < 46; index += 1) {
      const startedMs = clock.monotonic();
      await tick(index, ["Herning"], 720);
      await clock.advance(3_000);
      const live = sent.filter((one) => one.tick === index).map(({ atMs }) => atMs - startedMs);
      expect([live.length, Math.max(...live) < 100]).toEqual([720, true]);
    }
    expect(await counts()).toMatchObject({ delivered: 46 * 720, pending: 0, intent: 0 });
    const backlog = sent.filter((one) => one.tick < 20).map(({ atMs }) => atMs);
    // At once whatever the length: at most so many a second, in their order.
    backlog.slice(200).forEach((atMs, index) => {
      expect(atMs - (backlog[index] ?? 0)).toBeGreaterThanOrEqual(999);
    });
    expect((backlog.at(-1) ?? 0) - (backlog[0] ?? 0)).toBeLessThan(80_000);
    await sender.stop(0);
  });

  it("ticks that go together are newest first and paced too", async () => {
    const sent: { atMs: number; ticks: readonly number[] }[] = [];
    const made = senderAt(
      {
        send: (_, part) => {
          const ticks = part.slices.map((slice) => tickOf({ ...part, slices: [slice] }));
          sent.push({ atMs: made.clock.monotonic(), ticks });
          return accepted;
        },
      },
      { ticksPerReport: 3, maxBacklogReportsPerSecond: 1 },
    );
    const { sender, append, clock, counts } = made;
    for (let index = 0; index < 30; index += 1) await append(index);
    sender.hold(Date.UTC(2025, 0, 16, 12) + 30 * 10_000, { isTick: true });
    for (let index = 30; index < 33; index += 1) await append(index);
    sender.release();
    await clock.advance(5_000);
    expect(sent[0]?.ticks).toEqual([30, 31, 32]);
    expect(sent[1]?.ticks).toEqual([0, 1, 2]);
    expect(sent.length).toBeLessThanOrEqual(7);
    await clock.advance(10_000);
    expect((await counts()).delivered).toBe(33 * 3);
    expect(sent.flatMap(({ ticks }) => ticks).sort((one, other) => one - other)).toEqual(
      Array.from({ length: 33 }, (_, index) => index),
    );
    await sender.stop(0);
  });
});

describe("ticks that go together", () => {
  it("are followed at once by those that had no room in the same report", async () => {
    const sizes: number[] = [];
    const { sender, append, clock, counts } = senderAt(
      {
        send: (_, { slices }) => {
          sizes.push(slices.length);
          return accepted;
        },
      },
      { ticksPerReport: 3 },
    );
    sender.hold(Date.UTC(2025, 0, 16, 12), { isTick: true });
    for (let index = 0; index < 5; index += 1) await append(index);
    sender.release();
    await clock.advance(100);
    expect(sizes).toEqual([3, 2]);
    expect((await counts()).delivered).toBe(15);
    await sender.stop(0);
  });
});

describe("the report of several ticks", () => {
  it("counts for the tick that completes it", async () => {
    const { sender, append, clock, outbox } = senderAt(
      { send: () => accepted },
      { ticksPerReport: 3 },
    );
    sender.hold(Date.UTC(2025, 0, 16, 12), { isTick: true });
    for (let index = 0; index < 3; index += 1) await append(index);
    const entries = await outbox.peek({ sink: "vtn", order: "oldest", limit: 3 });
    const last = entries.at(-1);
    if (last === undefined) throw new Error("nothing waits");
    const watch = new TickWatch([last]);
    sender.watch(watch);
    sender.release();
    await clock.advance(100);
    expect(watch.fates.get(last.key)).toMatchObject({ sentCount: 3, reportCount: 1 });
    await sender.stop(0);
  });
});

describe("an outbox that fails", () => {
  const diskFull = () => {
    throw new StoreError("STORE_FULL", "outbox", "the disk is full");
  };

  it("leaves nothing under way that nobody sends, whenever it fails and comes back", async () => {
    const { take, taken } = takingVtn();
    let intendCount = 0;
    const { sender, tick, append, clock, counts } = senderAt(
      { send: take },
      {
        wrap: (outbox) =>
          interposedOutbox(outbox, {
            intend: () => {
              intendCount += 1;
              if (intendCount === 1 || intendCount === 2) diskFull();
            },
          }),
      },
    );
    await append(0);
    await tick(1);
    await clock.advance(30_000);
    expect(await counts()).toMatchObject({ delivered: 6, intent: 0, pending: 0 });
    expect(taken).toHaveLength(2);
    await sender.stop(0);
  });

  it("does not keep the sender from ending, and what it did not write down is looked for later", async () => {
    const { sender, tick, counts, clock } = senderAt(
      { send: () => accepted },
      { wrap: (outbox) => interposedOutbox(outbox, { settle: diskFull }) },
    );
    await tick(0);
    await turns();
    const stopped = sender.stop(10_000);
    await clock.advance(10_000);
    await stopped;
    expect(await counts()).toMatchObject({ intent: 3, delivered: 0 });
  });
});

describe("ticks that are followed", () => {
  it("are not kept for ever if nothing becomes of them", async () => {
    const { sender } = senderAt({ send: () => accepted });
    const watches = Array.from(
      { length: 150 },
      (_, index) => new TickWatch([{ key: `a/${index}`, count: 1 }]),
    );
    for (const watch of watches) sender.watch(watch);
    await watches[49]?.done;
    expect(watches[149]?.fates.get("a/149")?.openCount).toBe(1);
    await sender.stop(0);
  });
});

describe("the end of a sender", () => {
  it("does not wait for the turns of a backlog beyond its grace", async () => {
    const { sender, append, clock, counts } = senderAt(
      { send: () => accepted },
      { maxBacklogReportsPerSecond: 0.001, maxReadingsPerReport: 1 },
    );
    await append(0, ["Herning"], 20);
    sender.wake();
    await turns();
    const stopped = sender.stop(5_000);
    await clock.advance(5_000);
    await stopped;
    expect(await counts()).toMatchObject({ delivered: 1, pending: 19, intent: 0 });
  });

  it("is quick where nothing is under way", async () => {
    const { sender } = senderAt({ send: () => accepted });
    await sender.stop(10_000);
  });
});
