import { spawn } from "node:child_process";
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { rootFolder } from "./workspace.mjs";

/** The pnpm that this repository pins, such as `pnpm@10.34.8`. */
const pinnedPnpm = JSON.parse(
  readFileSync(join(rootFolder, "package.json"), "utf8"),
).packageManager;

/**
 * Runs the pinned pnpm, fetching it through npm's own `exec` if need be; its output goes to stderr.
 *
 * @param {readonly string[]} args
 * @param {{ quiet?: boolean }} [options] - quiet: show its output only if it fails
 * @returns {Promise<void>} rejects if pnpm exits with anything but 0
 */
export async function runPnpm(args, options = {}) {
  const { command, leading } = pnpmCommand();
  const output = options.quiet ? "pipe" : 2;
  const child = spawn(command, [...leading, ...args], {
    cwd: rootFolder,
    env: { ...process.env, ...nativeBuildEnvironment() },
    stdio: ["ignore", output, output],
  });
  let kept = "";
  child.stdout?.on("data", (chunk) => {
    kept += chunk;
  });
  child.stderr?.on("data", (chunk) => {
    kept += chunk;
  });
  const code = await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (code !== 0) {
    process.stderr.write(kept);
    throw new Error(`pnpm ${args.join(" ")} exited with ${code}`);
  }
}

function pnpmCommand() {
  const execPath = process.env.npm_execpath ?? "";
  const running = process.env.npm_config_user_agent?.split(" ")[0]?.replace("/", "@");
  if (running === pinnedPnpm && existsSync(execPath)) {
    return { command: process.execPath, leading: [execPath] };
  }
  const npmCli = /npm-cli\.js$/.test(execPath) && existsSync(execPath) ? execPath : undefined;
  const leading = ["exec", "--yes", `--package=${pinnedPnpm}`, "--", "pnpm"];
  return npmCli === undefined
    ? { command: process.platform === "win32" ? "npm.cmd" : "npm", leading }
    : { command: process.execPath, leading: [npmCli, ...leading] };
}

/** Lets node-gyp use the headers beside the running Node, where it has them, instead of a download. */
function nativeBuildEnvironment() {
  const prefix = dirname(dirname(realpathSync(process.execPath)));
  const hasHeaders = existsSync(join(prefix, "include", "node", "node_api.h"));
  return hasHeaders ? { npm_config_nodedir: prefix } : {};
}
