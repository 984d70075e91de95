import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";

/** A process that answers every POST with the same text, as cheaply as it can. */
export interface ReportSink extends AsyncDisposable {
  /** Such as `http://127.0.0.1:41234`. */
  readonly origin: string;
  /** How many requests it has answered, by its own count. */
  countRequests(): Promise<number>;
}

/** Starts one on a free loopback port. */
export async function startReportSink(answerText: string): Promise<ReportSink> {
  const main = fileURLToPath(new URL("./report-sink-main.ts", import.meta.url));
  const child = fork(main, [answerText], {
    execArgv: ["--import", "tsx"],
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const next = () =>
    new Promise<unknown>((resolve, reject) => {
      const onExit = (code: number | null) => reject(new Error(`the server ended with ${code}`));
      child.once("exit", onExit);
      child.once("message", (message) => {
        child.off("exit", onExit);
        resolve(message);
      });
    });
  const { port } = (await next()) as { port: number };
  return {
    origin: `http://127.0.0.1:${port}`,
    async countRequests() {
      const answer = next();
      child.send("count");
      return ((await answer) as { requestCount: number }).requestCount;
    },
    async [Symbol.asyncDispose]() {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.send("stop");
      await ended;
    },
  };
}
