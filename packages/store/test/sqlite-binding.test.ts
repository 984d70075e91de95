import { createRequire } from "node:module";
import { version } from "node:process";
import { checkSqliteBinding, openStore } from "@ven/store";
import { afterEach, describe, expect, it } from "vitest";
import { temporaryFile, temporaryFolder } from "./support/temporary-folder.ts";

// better-sqlite3 finds its native part through "bindings"; these tests hide it from that package.
const sqliteRequire = createRequire(createRequire(import.meta.url).resolve("better-sqlite3"));
const bindingsPath = sqliteRequire.resolve("bindings");
const realBindings = sqliteRequire("bindings");

function findBindingsBy(find: (name: string) => unknown): void {
  const entry = sqliteRequire.cache[bindingsPath];
  if (entry === undefined) throw new Error("bindings was not loaded through require");
  entry.exports = find;
}

afterEach(() => findBindingsBy(realBindings));

describe("the native part of better-sqlite3", () => {
  // better-sqlite3 keeps the native part once it has found it, so the failures come first.
  it("is missed with one line that says how to build it", async () => {
    const folder = temporaryFolder();
    findBindingsBy((name) => realBindings({ bindings: name, module_root: folder }));
    const binding = checkSqliteBinding();
    const reason =
      `the native part of better-sqlite3 is not built (this is Node ${version}); ` +
      'run "npm rebuild better-sqlite3", which needs python3, make and g++ where no ready-made binary is found';
    expect(binding).toEqual({ ok: false, reason });
    const path = temporaryFile();
    await expect(openStore({ path })).rejects.toMatchObject({
      code: "STORE_BINDING_MISSING",
      message: `cannot open store ${path}: ${reason}`,
    });
  });

  it("is refused with one line when it was built for another Node", () => {
    findBindingsBy(() => {
      const text = "The module was compiled against a different Node.js version\nusing 127.";
      throw Object.assign(new Error(text), { code: "ERR_DLOPEN_FAILED" });
    });
    const binding = checkSqliteBinding();
    expect(binding.ok ? "" : binding.reason).toContain("was built for another Node or system");
    expect(binding.ok ? "" : binding.reason).toContain('run "npm rebuild better-sqlite3"');
  });

  it("tells SQLite's version when it is there", () => {
    expect(checkSqliteBinding()).toEqual({
      ok: true,
      sqliteVersion: expect.stringMatching(/^3\.\d+\.\d+$/),
    });
  });
});
