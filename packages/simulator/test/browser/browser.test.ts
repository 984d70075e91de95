import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { runInNewContext } from "node:vm";
import { build } from "tsup";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { digest } from "./digest-page.ts";

const packageFolder = fileURLToPath(new URL("../..", import.meta.url));

/** The first of these that can be started here. */
const browser = ["chromium", "chromium-browser", "google-chrome"].find(
  (name) => spawnSync(name, ["--version"]).status === 0,
);

/** Bundles a module and all that it imports for a browser, as a script that sets the global `bundle`. */
async function bundle(
  entry: string,
  outDir: string,
): Promise<{ script: string; inputs: string[] }> {
  await build({
    entry: { bundle: join(packageFolder, entry) },
    format: ["iife"],
    globalName: "bundle",
    outDir,
    tsconfig: join(packageFolder, "../../tsconfig.json"),
    noExternal: [/./],
    platform: "browser",
    target: "es2022",
    metafile: true,
    treeshake: false,
    config: false,
    silent: true,
  });
  const [script = "", metafile = ""] = ["bundle.global.js", "metafile-iife.json"].map((name) =>
    readFileSync(join(outDir, name), "utf8"),
  );
  const { inputs, outputs } = JSON.parse(metafile) as Metafile;
  const imports = Object.values(outputs).flatMap((output) =>
    output.imports.map(({ path }) => path),
  );
  return { script, inputs: [...Object.keys(inputs), ...imports] };
}

interface Metafile {
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<
    Record<string, { readonly imports: readonly { readonly path: string }[] }>
  >;
}

const isNodes = (path: string): boolean =>
  path.startsWith("node:") || path.startsWith("(disabled)") || builtinModules.includes(path);

describe("the main entry in a browser", () => {
  const folder = mkdtempSync(join(tmpdir(), "ven-browser-"));
  let page: string;

  beforeAll(async () => {
    page = (await bundle("test/browser/digest-page.ts", join(folder, "page"))).script;
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("imports nothing of Node", async () => {
    const { script, inputs } = await bundle("src/index.ts", join(folder, "main"));
    expect(inputs.some((input) => input.endsWith("src/simulator.ts"))).toBe(true);
    expect(inputs.filter(isNodes)).toEqual([]);
    expect(script).not.toMatch(/["']node:|\brequire\(["']/);
    // It can be loaded where there is nothing but the language.
    const exported = runInNewContext(`${script}; Object.keys(bundle)`) as string[];
    expect(exported).toContain("createSimulator");
  });

  it("gives where there is nothing of Node what it gives here", () => {
    // Beside the language, browsers have what this needs of theirs.
    expect(runInNewContext(`${page}; bundle.digest`, { structuredClone })).toBe(digest);
  }, 60_000);

  it("gives in Chromium what it gives here", async (context) => {
    if (browser === undefined) return context.skip("there is no Chromium on this machine");
    const file = join(folder, "page.html");
    const script = `<script>${page.replaceAll("</script", "<\\/script")}</script>`;
    const show = "<script>document.body.textContent = bundle.digest</script>";
    writeFileSync(file, `<!doctype html><meta charset="utf-8"><body>${script}${show}</body>`);
    const profile = `--user-data-dir=${join(folder, "profile")}`;
    const flags = ["--headless", "--no-sandbox", "--disable-gpu", profile, "--dump-dom"];
    const { stdout } = await promisify(execFile)(browser, [...flags, pathToFileURL(file).href]);
    expect(/<body>(.*)<\/body>/s.exec(stdout)?.[1]?.trim()).toBe(digest);
  }, 60_000);
});
