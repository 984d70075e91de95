import { pid } from "node:process";
import { isOutboxOwnedError, type NewOutboxEntry, openOutbox } from "@ven/store";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { temporaryFile } from "../../support/temporary-folder.ts";

function entry(number: number, stream = "Herning"): NewOutboxEntry {
  const bytes = new Uint8Array([number]);
  return {
    key: `${stream}/${number}`,
    kind: "r",
    stream,
    atMs: 1_737_000_000_000 + number,
    count: 2,
    bytes,
  };
}

describe("the owner of an outbox", () => {
  it("is told apart from a second one, whose error names the process and what to do", async () => {
    const path = temporaryFile("ven.outbox.sqlite");
    await using outbox = await openOutbox({ path });
    const error: unknown = await openOutbox({ path }).catch((reason: unknown) => reason);
    expect(isOutboxOwnedError(error)).toBe(true);
    expect(error).toMatchObject({ code: "OUTBOX_OWNED", ownerPid: pid, path });
    expect(String(error)).toContain(`process ${pid} delivers from it; stop that process`);
    expect((await outbox.status()).ownerPid).toBe(pid);
  });

  it("lets go of the file when it is closed", async () => {
    const path = temporaryFile("ven.outbox.sqlite");
    await (await openOutbox({ path })).close();
    await using again = await openOutbox({ path });
    expect((await again.status()).entryCount).toBe(0);
  });
});

describe("a visitor of an outbox", () => {
  it("looks, retries, purges and marks while the owner runs, who sees it", async () => {
    const path = temporaryFile("ven.outbox.sqlite");
    await using owner = await openOutbox({ path });
    await using visitor = await openOutbox({ path, role: "visitor" });
    await owner.append([entry(1), entry(2), entry(3)]);
    const [first, second, third] = await owner.peek({ sink: "vtn", order: "oldest", limit: 3 });
    const ids = [first, second, third].map((peeked) => peeked?.entryId ?? 0);
    await owner.intend(
      "vtn",
      ids.map((entryId) => ({ entryIds: [entryId], note: "n" })),
    );
    await owner.settle(
      "vtn",
      ids.map((shipmentId) => ({ shipmentId, kind: "dead", reason: "400" })),
    );
    expect(await visitor.list({ sink: "vtn", state: "dead", limit: 10 })).toHaveLength(3);
    expect((await visitor.status()).ownerPid).toBe(pid);
    expect(await visitor.purge({ sink: "vtn", entryIds: [ids[0] ?? 0] })).toBe(2);
    expect(await visitor.retry({ sink: "vtn", entryIds: [ids[1] ?? 0] })).toBe(2);
    await visitor.setMark("seen", "yes");
    expect(await owner.getMark("seen")).toBe("yes");
    expect(
      (await owner.peek({ sink: "vtn", order: "oldest", limit: 3 })).map((e) => e.entryId),
    ).toEqual([ids[1]]);
    const [sink] = (await owner.status()).sinks;
    expect(sink).toMatchObject({ acceptedCount: 6, droppedCount: 2, dead: { entryCount: 1 } });
  });

  it("neither appends nor sends, and says why", async () => {
    const path = temporaryFile("ven.outbox.sqlite");
    await using owner = await openOutbox({ path });
    await owner.append([entry(1)]);
    await using visitor = await openOutbox({ path, role: "visitor" });
    const refused = { code: "STORE_NOT_OWNED" };
    await expect(visitor.append([entry(2)])).rejects.toMatchObject(refused);
    await expect(visitor.intend("vtn", [{ entryIds: [1], note: "" }])).rejects.toMatchObject(
      refused,
    );
    await expect(
      visitor.settle("vtn", [{ shipmentId: 1, kind: "delivered" }]),
    ).rejects.toMatchObject(refused);
  });

  it("makes no file, and finds none that nobody has made", async () => {
    const path = temporaryFile("ven.outbox.sqlite");
    await expect(openOutbox({ path, role: "visitor" })).rejects.toMatchObject({
      code: "STORE_MISSING",
    });
  });

  it("lets shared bytes of which it purged the last use be used again by the owner", async () => {
    const path = temporaryFile("ven.outbox.sqlite");
    await using owner = await openOutbox({ path });
    await using visitor = await openOutbox({ path, role: "visitor" });
    const shared = { key: "names", bytes: new Uint8Array([4, 5]) };
    await owner.append([{ ...entry(1), shared }]);
    await owner.intend("vtn", [{ entryIds: [1], note: "" }]);
    await owner.settle("vtn", [{ shipmentId: 1, kind: "dead", reason: "400" }]);
    await visitor.purge({ sink: "vtn" });
    await owner.append([{ ...entry(2), shared }]);
    const [second] = await owner.peek({ sink: "vtn", order: "oldest", limit: 1 });
    expect([...(second?.shared?.bytes ?? [])]).toEqual([4, 5]);
  });
});

describe("the status that a visitor sees", () => {
  it("has the owner's bound, also once the owner is gone, save where the visitor gives its own", async () => {
    const path = temporaryFile("ven.outbox.sqlite");
    const owner = await openOutbox({ path, maxBytes: 4_194_304 });
    await using visitor = await openOutbox({ path, role: "visitor" });
    expect((await visitor.status()).maxBytes).toBe(4_194_304);
    await owner.close();
    await using next = await openOutbox({
      path,
      maxBytes: 8_388_608,
      maxReadings: 5_000,
      onFull: "block",
    });
    expect((await next.status()).maxBytes).toBe(8_388_608);
    expect(await visitor.status()).toMatchObject({
      maxBytes: 8_388_608,
      maxReadings: 5_000,
      onFull: "block",
    });
    await using own = await openOutbox({ path, role: "visitor", maxBytes: 2_097_152 });
    expect((await own.status()).maxBytes).toBe(2_097_152);
  });

  it("has the bound of its own where the file does not say one, or a garbled one", async () => {
    const path = temporaryFile("ven.outbox.sqlite");
    await (await openOutbox({ path, maxBytes: 4_194_304 })).close();
    await using visitor = await openOutbox({ path, role: "visitor" });
    const database = new Database(path);
    for (const value of ['{"maxBytes":"much"}', "null", "{"]) {
      database.prepare("update meta set value = ? where name = 'bounds'").run(value);
      expect((await visitor.status()).maxBytes).toBe(2 * 1_073_741_824);
    }
    database.close();
  });
});

describe("sinks of an outbox that are opened anew", () => {
  it("get only what is appended from then on, also where they follow another", async () => {
    const path = temporaryFile("ven.outbox.sqlite");
    const before = await openOutbox({ path });
    await before.append([entry(1)]);
    await before.close();
    const sinks = [{ name: "vtn" }, { name: "influx" }, { name: "marks", after: "vtn" }];
    await using outbox = await openOutbox({ path, sinks });
    await outbox.append([entry(2)]);
    const peek = { order: "oldest", limit: 10 } as const;
    expect((await outbox.peek({ sink: "influx", ...peek })).map(({ key }) => key)).toEqual([
      "Herning/2",
    ]);
    await outbox.intend("vtn", [{ entryIds: [1, 2], note: "" }]);
    await outbox.settle("vtn", [{ shipmentId: 1, kind: "delivered" }]);
    expect((await outbox.peek({ sink: "marks", ...peek })).map(({ key }) => key)).toEqual([
      "Herning/2",
    ]);
  });

  it("lose the oldest entry first where there is no room, whichever of them it is owed to", async () => {
    const path = temporaryFile("ven.outbox.sqlite");
    const sinks = [{ name: "vtn" }, { name: "influx" }];
    await using outbox = await openOutbox({ path, sinks, maxReadings: 4 });
    await outbox.append([entry(1), entry(2)]);
    await outbox.intend("vtn", [{ entryIds: [1], note: "" }]);
    await outbox.settle("vtn", [{ shipmentId: 1, kind: "delivered" }]);
    await outbox.append([entry(3)]);
    const keys = async (sink: string) =>
      (await outbox.peek({ sink, order: "oldest", limit: 9 })).map(({ key }) => key);
    expect(await keys("vtn")).toEqual(["Herning/2", "Herning/3"]);
    expect(await keys("influx")).toEqual(["Herning/2", "Herning/3"]);
  });

  it("are purged by their owner although they have entries under way", async () => {
    const path = temporaryFile("ven.outbox.sqlite");
    const before = await openOutbox({ path, sinks: [{ name: "vtn" }, { name: "influx" }] });
    await before.append([entry(1), entry(2)]);
    await before.close();
    await using outbox = await openOutbox({ path });
    await outbox.intend("influx", [{ entryIds: [1], note: "" }]);
    expect(await outbox.purge({ sink: "influx" })).toBe(4);
    await outbox.settle("influx", [{ shipmentId: 1, kind: "delivered" }]);
    const { sinks, salvage } = await outbox.status();
    expect(sinks).toMatchObject([
      { sink: "vtn", pending: { entryCount: 2 }, intent: { entryCount: 0 } },
    ]);
    expect(salvage).toBeUndefined();
  });

  it("can be purged as a whole once they are not declared any more", async () => {
    const path = temporaryFile("ven.outbox.sqlite");
    const sinks = [{ name: "vtn" }, { name: "influx" }];
    const before = await openOutbox({ path, sinks });
    await before.append([entry(1), entry(2)]);
    await before.intend("influx", [{ entryIds: [1], note: "" }]);
    await before.close();
    await using outbox = await openOutbox({ path });
    expect((await outbox.status()).sinks[1]).toMatchObject({
      sink: "influx",
      pending: { entryCount: 1 },
      intent: { entryCount: 1 },
    });
    expect(await outbox.purge({ sink: "influx" })).toBe(4);
    expect((await outbox.status()).sinks.map(({ sink }) => sink)).toEqual(["vtn"]);
  });
});
