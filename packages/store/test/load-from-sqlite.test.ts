import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { loadVenResources, loadVensFromSqlite, openStore } from "@ven/store";
import { describe, expect, it } from "vitest";
import { smallFleet } from "./support/small-fleet.ts";
import { temporaryFile } from "./support/temporary-folder.ts";

describe("loadVensFromSqlite and loadVenResources", () => {
  it("read a store's file and leave it closed", async () => {
    const path = temporaryFile();
    const fleet = smallFleet();
    {
      await using store = await openStore({ path });
      await store.registry.seedFleet(fleet);
    }
    expect(await loadVensFromSqlite(path)).toStrictEqual(fleet.vens);
    expect(await loadVenResources(path, "Herning")).toStrictEqual(fleet.resources.slice(0, 2));
    expect(await loadVenResources(path, "Viborg")).toEqual([]);
    expect(readdirSync(dirname(path))).toEqual(["fleet.sqlite"]);
  });

  it("refuse a missing file and do not make it", async () => {
    const path = temporaryFile();
    await expect(loadVensFromSqlite(path)).rejects.toMatchObject({ code: "STORE_MISSING" });
    await expect(loadVenResources(path, "Herning")).rejects.toMatchObject({
      code: "STORE_MISSING",
    });
    expect(existsSync(path)).toBe(false);
  });

  it("refuse a file of another kind", async () => {
    const path = temporaryFile();
    writeFileSync(path, "not a database ".repeat(100));
    await expect(loadVensFromSqlite(path)).rejects.toMatchObject({ code: "STORE_CORRUPT" });
    await expect(loadVenResources(path, "Herning")).rejects.toMatchObject({
      code: "STORE_CORRUPT",
    });
  });

  it("do nothing for a caller who has given up", async () => {
    const signal = AbortSignal.abort(new Error("never mind"));
    const path = temporaryFile();
    await expect(loadVensFromSqlite(path, { signal })).rejects.toThrow("never mind");
    await expect(loadVenResources(path, "Herning", { signal })).rejects.toThrow("never mind");
  });
});
