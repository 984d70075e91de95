import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { PosterKind } from "./posted-report.ts";

/** A process that posts the report in one way. */
export interface ReportPoster extends AsyncDisposable {
  /** @returns what CPU time so many requests took, µs */
  post(requestCount: number): Promise<number>;
}

/** Starts one that posts to a {@link ReportSink}. */
export async function startReportPoster(kind: PosterKind, origin: string): Promise<ReportPoster> {
  const main = fileURLToPath(new URL("./report-poster-main.ts", import.meta.url));
  const child = fork(main, [kind, origin], {
    execArgv: ["--import", "tsx"],
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const next = () =>
    new Promise<unknown>((resolve, reject) => {
      const onExit = (code: number | null) => reject(new Error(`${kind} ended with ${code}`));
      child.once("exit", onExit);
      child.once("message", (message) => {
        child.off("exit", onExit);
        resolve(message);
      });
    });
  await next();
  return {
    async post(requestCount) {
      const answer = next();
      child.send({ requestCount });
      return ((await answer) as { spentUs: number }).spentUs;
    },
    async [Symbol.asyncDispose]() {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.disconnect();
      await ended;
    },
  };
}
