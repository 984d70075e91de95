import { describe, expect, it } from "vitest";
import type { LookOutcome, PartOutcome } from "../../src/delivery/carrier.ts";
import { senderAt } from "./support/sender-at.ts";

const accepted: PartOutcome = { kind: "accepted" };
const conflict: PartOutcome = {
  kind: "conflict",
  reason: "refused with 409: because it is Monday",
};
const isNotThere: LookOutcome = {
  kind: "looked",
  found: new Set(),
  isComplete: true,
  pageCount: 1,
};

describe("a VTN that answers 409 to every report, and shows none of its name", () => {
  it("refuses, is asked less and less, loses nothing, and has all once it takes reports", async () => {
    let isWell = false;
    let sendCount = 0;
    const { sender, tick, clock, counts, outbox } = senderAt({
      send: () => {
        sendCount += 1;
        return isWell ? accepted : conflict;
      },
      look: () => isNotThere,
    });
    for (let index = 0; index < 600; index += 1) {
      await tick(index);
      await clock.advance(1_000);
    }
    expect(sender.vtnState).toMatchObject({
      health: "refusing",
      reason: expect.stringContaining("because it is Monday"),
    });
    expect((await counts()).dead).toBe(0);
    expect(sendCount).toBeLessThan(300);
    const [first] = await outbox.list({ sink: "vtn", state: "pending", limit: 1 });
    expect(first?.reason).toBe(
      "refused with 409: because it is Monday; the VTN has no report of that name that is ours",
    );
    isWell = true;
    await clock.advance(600_000);
    expect(await counts()).toMatchObject({ delivered: 600 * 3, dead: 0, pending: 0, intent: 0 });
    expect(sender.vtnState).toEqual({ health: "up" });
    await sender.stop(0);
  });

  it("is asked the same of few shipments, too, and gives none of them up", async () => {
    const { sender, tick, clock, counts } = senderAt({
      send: () => conflict,
      look: () => isNotThere,
    });
    await tick(0);
    await clock.advance(3_600_000);
    expect(await counts()).toMatchObject({ dead: 0 });
    expect(sender.vtnState.health).toBe("refusing");
    await sender.stop(0);
  });
});

describe("a report that is refused for every name, while others are taken", () => {
  it("is a dead letter with what the VTN said, but not within seconds", async () => {
    const { sender, tick, clock, counts, outbox } = senderAt({
      send: (venId) => (venId === "bad" ? conflict : accepted),
      look: () => isNotThere,
    });
    let index = 0;
    const others = async (seconds: number) => {
      for (const endMs = clock.monotonic() + seconds * 1_000; clock.monotonic() < endMs; ) {
        index += 1;
        await tick(index, ["good"]);
        await clock.advance(1_000);
      }
    };
    await tick(0, ["bad"]);
    await others(30);
    expect((await counts()).dead).toBe(0);
    await others(120);
    expect((await counts()).dead).toBe(3);
    const [dead] = await outbox.list({ sink: "vtn", state: "dead", limit: 1 });
    expect(dead?.reason).toContain("because it is Monday");
    expect(sender.vtnState.health).toBe("up");
    await sender.stop(0);
  });

  it("has another name soon, which may do", async () => {
    const names: string[] = [];
    const { sender, tick, clock, counts } = senderAt({
      send: (_, { reportName }) => {
        names.push(reportName);
        return names.length === 1 ? conflict : accepted;
      },
      look: () => isNotThere,
    });
    await tick(0);
    await clock.advance(1_000);
    expect(new Set(names).size).toBe(2);
    expect((await counts()).delivered).toBe(3);
    await sender.stop(0);
  });
});

describe("a VTN that answers 409 and cannot be asked what it has", () => {
  it("refuses, as far as can be told", async () => {
    const { sender, tick, clock } = senderAt({ send: () => conflict });
    await tick(0, ["a", "b", "c", "d"]);
    await clock.advance(1_000);
    expect(sender.vtnState).toMatchObject({ health: "refusing", reason: conflict.reason });
    await sender.stop(0);
  });

  it("says in the reason that nobody could look", async () => {
    const { sender, tick, clock, outbox } = senderAt({
      send: () => conflict,
      look: () => ({ kind: "notAllowed", reason: "403" }),
    });
    await tick(0);
    await clock.advance(100);
    const [waiting] = await outbox.list({ sink: "vtn", state: "pending", limit: 1 });
    expect(waiting?.reason).toContain("whether it has it cannot be seen: 403");
    await sender.stop(0);
  });
});
