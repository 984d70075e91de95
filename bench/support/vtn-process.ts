import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";

/** A mock VTN in a process of its own. */
export interface VtnProcess extends AsyncDisposable {
  readonly vtnUrl: string;
  /** How many reports it has accepted so far, by its own count. */
  countReports(): Promise<number>;
}

/** Starts a mock VTN in another process, so that its memory and CPU are not ours. */
export async function startVtnProcess(): Promise<VtnProcess> {
  const child = fork(fileURLToPath(new URL("./vtn-process-main.ts", import.meta.url)), {
    execArgv: ["--import", "tsx"],
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const next = () =>
    new Promise<unknown>((resolve, reject) => {
      child.once("message", resolve);
      child.once("exit", (code) => reject(new Error(`the VTN process ended with ${code}`)));
    });
  const { vtnUrl } = (await next()) as { vtnUrl: string };
  return {
    vtnUrl,
    async countReports() {
      const answer = next();
      child.send("count");
      return ((await answer) as { reportCount: number }).reportCount;
    },
    async [Symbol.asyncDispose]() {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.send("stop");
      await ended;
    },
  };
}
