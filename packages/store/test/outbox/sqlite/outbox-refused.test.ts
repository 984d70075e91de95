import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { openOutbox, openStore } from "@ven/store";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { temporaryFile, temporaryFolder } from "../../support/temporary-folder.ts";

async function refusal(
  path: string,
  mustExist = false,
): Promise<{ code: string; message: string }> {
  return openOutbox({ path, mustExist }).then(
    async (outbox) => {
      await outbox.close();
      throw new Error("it was opened");
    },
    (error) => error,
  );
}

/** Refused as often as it is tried, with the same words, and nothing in the folder is new or other. */
async function expectUntouched(path: string, code: string, mustExist = false): Promise<void> {
  const contents = () =>
    readdirSync(dirname(path), { withFileTypes: true }).map((file) => [
      file.name,
      file.isFile() ? readFileSync(join(dirname(path), file.name)).toString("base64") : "folder",
    ]);
  const before = contents();
  const first = await refusal(path, mustExist);
  expect(first).toMatchObject({ name: "StoreError", code });
  expect((await refusal(path, mustExist)).message).toBe(first.message);
  expect(contents()).toEqual(before);
}

describe("openOutbox where there can be no outbox", () => {
  it("names the folder that does not exist, and does not make it", async () => {
    const folder = join(temporaryFolder(), "nodir");
    const error = await refusal(join(folder, "x.sqlite"));
    expect(error).toMatchObject({ name: "StoreError", code: "STORE_NOT_WRITABLE" });
    expect(error.message).toContain(`there is no folder ${folder}; create the folder first`);
    expect(readdirSync(dirname(folder))).toEqual([]);
  });

  it("says so where what should be its folder is a file", async () => {
    const file = temporaryFile("notes.txt");
    writeFileSync(file, "notes");
    const error = await refusal(join(file, "x.sqlite"));
    expect(error).toMatchObject({ name: "StoreError", code: "STORE_NOT_WRITABLE" });
    expect(error.message).toContain("not a directory");
  });

  it("names the lock where that cannot be written", async () => {
    const path = temporaryFile("ven.outbox.sqlite");
    mkdirSync(`${path}.lock`);
    const error = await refusal(path);
    expect(error).toMatchObject({ name: "StoreError", code: "STORE_NOT_WRITABLE" });
    expect(error.message).toContain(`its lock ${path}.lock cannot be written`);
    expect(readdirSync(dirname(path))).toEqual([`${basename(path)}.lock`]);
  });

  it("leaves nothing beside a folder", async () => {
    const path = temporaryFile("folder");
    mkdirSync(path);
    await expectUntouched(path, "STORE_NOT_A_FILE");
  });

  it("leaves nothing beside a text, which it refuses again", async () => {
    const path = temporaryFile("notes.txt");
    writeFileSync(path, "my notes, which are no database, but longer than a header is".repeat(9));
    await expectUntouched(path, "STORE_CORRUPT");
  });

  it("leaves nothing beside a store, or a database of somebody else", async () => {
    const store = temporaryFile();
    await (await openStore({ path: store })).close();
    await expectUntouched(store, "STORE_FOREIGN");
    const foreign = temporaryFile("music.sqlite");
    const database = new Database(foreign);
    database.exec("create table songs (name text)");
    database.close();
    await expectUntouched(foreign, "STORE_FOREIGN");
  });

  it("leaves nothing beside a file that is empty or missing, and must exist", async () => {
    const path = temporaryFile("empty.sqlite");
    writeFileSync(path, "");
    await expectUntouched(path, "STORE_FOREIGN", true);
    await expectUntouched(temporaryFile(), "STORE_MISSING", true);
  });
});
