// `npm start`: installs and builds what changed, then runs the demo with the arguments after `--`.
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "./build.mjs";
import { install } from "./install.mjs";
import { rootFolder } from "./workspace.mjs";

try {
  await install();
  await build();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exit(1);
}

const tsx = pathToFileURL(createRequire(join(rootFolder, "package.json")).resolve("tsx")).href;
const demo = join(rootFolder, "examples", "herning", "main.ts");
const child = spawn(process.execPath, ["--import", tsx, demo, ...process.argv.slice(2)], {
  stdio: "inherit",
});
// Ctrl-C reaches the demo itself, which stops in its own time; this process only waits for it.
process.on("SIGINT", () => undefined);
process.on("SIGTERM", () => child.kill("SIGTERM"));
child.once("close", (code, signal) => {
  process.exitCode = code ?? (signal === "SIGINT" ? 130 : 143);
});
