import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";

/** A server in a process of its own, whose CPU time can be told from ours. */
export interface ServerProcess extends AsyncDisposable {
  readonly url: string;
  /** CPU time that the process has taken so far, µs. */
  cpuUs(): Promise<number>;
}

/**
 * Starts a server in another process.
 *
 * @param file - a module beside this one that calls `serveBench`
 */
export async function startServerProcess(file: string): Promise<ServerProcess> {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), {
    execArgv: ["--import", "tsx"],
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const next = <Message>() =>
    new Promise<Message>((resolve, reject) => {
      const onExit = (code: number | null) =>
        reject(new Error(`the server process ${file} ended with ${code}`));
      child.once("exit", onExit);
      child.once("message", (message) => {
        child.off("exit", onExit);
        resolve(message as Message);
      });
    });
  const { url } = await next<{ readonly url: string }>();
  return {
    url,
    async cpuUs() {
      const answer = next<{ readonly cpuUs: number }>();
      child.send("cpu");
      return (await answer).cpuUs;
    },
    async [Symbol.asyncDispose]() {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.disconnect();
      await ended;
    },
  };
}
