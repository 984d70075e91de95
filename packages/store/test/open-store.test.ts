import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { getuid } from "node:process";
import { InvalidValueError, type VenError } from "@ven/core";
import { ManualClock, RecordingLogger } from "@ven/core/testing";
import { isStoreError, openStore, StoreError, type StoreErrorCode } from "@ven/store";
import Database from "better-sqlite3";
import { describe, expect, it, onTestFinished } from "vitest";
import { smallFleet } from "./support/small-fleet.ts";
import { temporaryFile, temporaryFolder } from "./support/temporary-folder.ts";

/** A closed store with the small fleet. */
async function seededFile(): Promise<string> {
  const path = temporaryFile();
  await using store = await openStore({ path });
  await store.registry.seedFleet(smallFleet());
  return path;
}

/** The error of an attempt, checked to be one line that names the file. */
async function failureOf(attempt: Promise<unknown>, path: string): Promise<VenError> {
  const error: unknown = await attempt.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(StoreError);
  const { message } = error as VenError;
  expect(message).toContain(path);
  expect(message).not.toContain("\n");
  return error as VenError;
}

async function expectRefused(
  path: string,
  code: StoreErrorCode,
  text: string,
  mustExist = false,
): Promise<void> {
  const before = existsSync(path) && statSync(path).isFile() ? readFileSync(path) : undefined;
  const error = await failureOf(openStore({ path, mustExist }), path);
  expect(error.code).toBe(code);
  expect(error.message).toContain(text);
  if (before === undefined) return;
  expect(readFileSync(path).equals(before)).toBe(true);
  expect(readdirSync(dirname(path))).toEqual([path.slice(dirname(path).length + 1)]);
}

/** Changes what this user may do with a file or folder, until the test ends. */
function restrict(path: string, mode: number, modeBefore: number): void {
  chmodSync(path, mode);
  onTestFinished(() => chmodSync(path, modeBefore));
}

describe("openStore", () => {
  it("makes a new, empty store where there is no file", async () => {
    const path = temporaryFile();
    const logger = new RecordingLogger();
    await using store = await openStore({ path, logger });
    expect(store.path).toBe(path);
    expect(await store.registry.loadVens()).toEqual([]);
    expect(logger.records).toEqual([
      {
        level: "debug",
        fields: { path, migrations: 1 },
        message: "store schema brought up to date",
      },
    ]);
  });

  it("finds what an earlier store wrote, and changes no schema the second time", async () => {
    const path = await seededFile();
    const logger = new RecordingLogger();
    await using store = await openStore({ path, mustExist: true, logger });
    expect(await store.registry.loadVens()).toEqual([{ venId: "Herning" }, { venId: "Aulum" }]);
    expect(logger.records).toEqual([]);
  });

  it("leaves one file behind when it is closed", async () => {
    const path = await seededFile();
    expect(readdirSync(dirname(path))).toEqual(["fleet.sqlite"]);
  });

  it("writes ahead to a log, marks the file as its own and makes strict tables", async () => {
    const path = await seededFile();
    const database = new Database(path, { readonly: true });
    expect(database.pragma("journal_mode", { simple: true })).toBe("wal");
    expect(database.pragma("application_id", { simple: true })).toBe(0x56454e53);
    const strict = database
      .prepare("select name from pragma_table_list where strict and schema = 'main'")
      .pluck()
      .all();
    expect(strict.sort()).toEqual(["loads", "resources", "vens"]);
    database.close();
  });

  it("fills a file that exists and is empty", async () => {
    const path = temporaryFile();
    writeFileSync(path, "");
    await using store = await openStore({ path });
    expect(await store.registry.loadVens()).toEqual([]);
  });

  it("keeps a store in memory without any file", async () => {
    await using first = await openStore({ path: ":memory:" });
    await using second = await openStore({ path: ":memory:" });
    await first.registry.seedFleet(smallFleet());
    expect(await first.registry.loadVens()).toHaveLength(2);
    expect(await second.registry.loadVens()).toHaveLength(0);
    expect(existsSync(":memory:")).toBe(false);
  });

  it("refuses a missing file that must exist, and does not make it", async () => {
    const path = temporaryFile();
    await expectRefused(path, "STORE_MISSING", "there is no such file; check the path", true);
    expect(existsSync(path)).toBe(false);
    await expectRefused(":memory:", "STORE_MISSING", "there is no such file", true);
  });

  it("refuses an empty file that must be a store", async () => {
    const path = temporaryFile();
    writeFileSync(path, "");
    await expectRefused(path, "STORE_FOREIGN", "the file is empty; seed a fleet", true);
  });

  it("refuses a folder", async () => {
    await expectRefused(temporaryFolder(), "STORE_NOT_A_FILE", "it is a folder");
  });

  it("refuses a path whose folder does not exist, and does not make it", async () => {
    const path = join(temporaryFolder(), "nowhere", "fleet.sqlite");
    await expectRefused(path, "STORE_NOT_WRITABLE", "create the folder first");
    expect(existsSync(dirname(path))).toBe(false);
  });

  it("refuses a file of another kind", async () => {
    const path = temporaryFile();
    writeFileSync(path, "ven_id,name\nHerning,Murphy's Pub\n".repeat(50));
    await expectRefused(path, "STORE_CORRUPT", "is not a SQLite database");
  });

  it("refuses a store whose header is overwritten", async () => {
    const path = await seededFile();
    const bytes = readFileSync(path);
    bytes.fill(0x41, 0, 16);
    writeFileSync(path, bytes);
    await expectRefused(path, "STORE_CORRUPT", "its header is damaged");
  });

  it.each([50, 100, 4_096, 10_000])("refuses a store cut off after %d bytes", async (length) => {
    const path = await seededFile();
    writeFileSync(path, readFileSync(path).subarray(0, length));
    await expectRefused(path, "STORE_CORRUPT", "the file is damaged; restore a copy");
  });

  it("reports damage further inside when it is read", async () => {
    const path = await seededFile();
    const bytes = readFileSync(path);
    const tail = new Database(path, { readonly: true });
    const rootPage = tail
      .prepare("select rootpage from sqlite_master where name = 'resources'")
      .pluck()
      .get() as number;
    tail.close();
    bytes.fill(0xff, (rootPage - 1) * 4_096, rootPage * 4_096);
    writeFileSync(path, bytes);
    await using store = await openStore({ path });
    expect(await store.registry.loadVens()).toHaveLength(2);
    const error = await failureOf(store.registry.loadVenResources("Herning"), path);
    expect(error.message).toBe(
      `cannot read resources from store ${path}: the file is damaged; restore a copy, or move it away and seed again`,
    );
    await failureOf(store.registry.seedFleet(smallFleet()), path);
  });

  it.each([
    ["with tables", "create table customers (id integer)"],
    ["with another application's mark", "pragma application_id = 7"],
  ])("refuses the database of something else %s, and leaves it as it was", async (_, sql) => {
    const path = temporaryFile();
    const other = new Database(path);
    other.exec(sql);
    other.close();
    await expectRefused(path, "STORE_FOREIGN", "no store of this package");
    await expectRefused(path, "STORE_FOREIGN", "no store of this package", true);
  });

  it("refuses a store of a newer version, and leaves it as it was", async () => {
    const path = await seededFile();
    const newer = new Database(path);
    newer.exec("insert into kysely_migration values ('0099-later', '2030-01-01T00:00:00.000Z')");
    newer.close();
    await expectRefused(path, "STORE_SCHEMA_NEWER", "(schema 0099-later); update @ven/store");
  });

  it("says what is missing when somebody dropped its tables", async () => {
    const path = await seededFile();
    const database = new Database(path);
    database.exec("drop table kysely_migration");
    database.close();
    await expectRefused(path, "STORE_FAILED", "no such table: kysely_migration");
  });

  it("refuses a place where no file can be made", async (ctx) => {
    if (!existsSync("/proc/self")) ctx.skip("there is no /proc on this system");
    await expectRefused("/proc/fleet.sqlite", "STORE_NOT_WRITABLE", "check the permissions");
  });

  it("reads a file that this user may not write, and refuses to change it", async (ctx) => {
    if (getuid?.() === 0) ctx.skip("root may write every file");
    const path = await seededFile();
    restrict(path, 0o444, 0o644);
    await using store = await openStore({ path });
    expect(await store.registry.loadVens()).toHaveLength(2);
    const error = await failureOf(store.registry.updateResourceStatus("r-pub", "PENDING"), path);
    expect(error).toMatchObject({ code: "STORE_NOT_WRITABLE" });
    expect(error.message).toContain("make the file and its folder writable for this user");
    expect((await store.registry.loadVenResources("Herning"))[0]?.status).toBe("APPROVED");
  });

  it("refuses a file in a folder that this user may not write", async (ctx) => {
    if (getuid?.() === 0) ctx.skip("root may write in every folder");
    const path = await seededFile();
    restrict(dirname(path), 0o555, 0o755);
    await expectRefused(path, "STORE_NOT_WRITABLE", "make the file and its folder writable");
    await expectRefused(`${path}.new`, "STORE_NOT_WRITABLE", "check the permissions");
  });

  it("refuses a folder that this user may not look into", async (ctx) => {
    if (getuid?.() === 0) ctx.skip("root may look into every folder");
    const folder = join(temporaryFolder(), "closed");
    mkdirSync(folder);
    restrict(folder, 0o000, 0o755);
    await expectRefused(join(folder, "a.sqlite"), "STORE_NOT_WRITABLE", "check the path");
  });

  it.each(["", " fleet.sqlite", "fleet.sqlite "])("refuses the path %j", async (path) => {
    await expect(openStore({ path })).rejects.toThrow(InvalidValueError);
    expect(existsSync(path.trim())).toBe(false);
  });

  it.each([-1, 600_001, Number.NaN])("refuses to wait %d ms for others", async (busyTimeoutMs) => {
    await expect(openStore({ path: ":memory:", busyTimeoutMs })).rejects.toThrow(
      "give 0 to 600000 milliseconds",
    );
  });

  it("does nothing for a caller who has given up", async () => {
    const path = temporaryFile();
    const signal = AbortSignal.abort(new Error("never mind"));
    await expect(openStore({ path }, { signal })).rejects.toThrow("never mind");
    expect(existsSync(path)).toBe(false);
  });

  it("tells its errors from others by a guard, with or without a code", async () => {
    const error = await failureOf(openStore({ path: "no/such/file", mustExist: true }), "no/such");
    expect(isStoreError(error)).toBe(true);
    expect(isStoreError(error, "STORE_MISSING")).toBe(true);
    expect(isStoreError(error, "STORE_CORRUPT")).toBe(false);
    expect(isStoreError(new InvalidValueError("a", 1, "b"))).toBe(false);
  });
});

describe("two stores on one file", () => {
  it("can make a new file at the same time", async () => {
    const path = temporaryFile();
    const stores = await Promise.all([1, 2, 3, 4].map(() => openStore({ path })));
    const results = await Promise.all(stores.map((s) => s.registry.seedFleet(smallFleet())));
    expect(results.map((result) => result.resourcesAdded).sort()).toEqual([0, 0, 0, 3]);
    for (const store of stores) expect(await store.registry.loadVens()).toHaveLength(2);
    await Promise.all(stores.map((store) => store.close()));
  });

  it("wait for another writer, then say who is in the way and that a retry may help", async () => {
    const path = await seededFile();
    const clock = new ManualClock();
    await using store = await openStore({ path, busyTimeoutMs: 2_000, clock });
    const other = new Database(path);
    other.exec("begin immediate");
    const failed = failureOf(store.registry.updateResourceStatus("r-pub", "SUSPENDED"), path);
    await clock.advance(2_000);
    const error = await failed;
    expect(error).toMatchObject({ code: "STORE_BUSY", isRetryable: true });
    expect(error.message).toContain("another process is writing to it; try again");

    const waiting = store.registry.updateResourceStatus("r-pub", "SUSPENDED");
    await clock.advance(1_000);
    other.exec("rollback");
    await clock.advance(10);
    await waiting;
    other.close();
    expect((await store.registry.loadVenResources("Herning"))[0]?.status).toBe("SUSPENDED");
  });

  it("stop waiting for another writer when the caller gives up", async () => {
    const path = await seededFile();
    const clock = new ManualClock();
    await using store = await openStore({ path, clock });
    const other = new Database(path);
    other.exec("begin immediate");
    const caller = new AbortController();
    const { signal } = caller;
    const waiting = store.registry.updateResourceStatus("r-pub", "SUSPENDED", { signal });
    await clock.advance(50);
    caller.abort(new Error("never mind"));
    await expect(waiting).rejects.toThrow("never mind");
    expect(clock.pendingTimerCount).toBe(0);
    other.close();
  });

  it("can read while another writes", async () => {
    const path = await seededFile();
    await using store = await openStore({ path, clock: new ManualClock() });
    const other = new Database(path);
    other.exec("begin immediate; delete from loads");
    expect((await store.registry.loadVenResources("Herning"))[0]?.loads).toHaveLength(2);
    other.close();
  });
});

describe("closing a store", () => {
  it("waits for the calls under way and refuses new ones", async () => {
    const path = temporaryFile();
    const store = await openStore({ path });
    const seeding = store.registry.seedFleet(smallFleet());
    const closing = store.close();
    expect(await seeding).toMatchObject({ resourcesAdded: 3 });
    await closing;
    const error = await failureOf(store.registry.loadVens(), path);
    expect(error).toMatchObject({ code: "STORE_CLOSED" });
    expect(error.message).toBe(`cannot read VENs from store ${path}: it is closed; open it again`);
  });

  it("may be asked for twice", async () => {
    const store = await openStore({ path: ":memory:" });
    await Promise.all([store.close(), store.close()]);
    await store.close();
    await store[Symbol.asyncDispose]();
  });

  it("gives the file free even if nothing was asked of the store", async () => {
    const path = await seededFile();
    await (await openStore({ path })).close();
    expect(readdirSync(dirname(path))).toEqual(["fleet.sqlite"]);
  });
});
