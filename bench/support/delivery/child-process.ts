import { fork } from "node:child_process";

/** A process of the bench that answers each message with one. */
export interface BenchChild extends AsyncDisposable {
  /** What it said first. */
  readonly greeting: unknown;
  /** Sends a message and waits for the answer. */
  ask(message: unknown): Promise<unknown>;
}

/**
 * Starts a program in a process of its own, as its garbage and its compiled code are then its own.
 *
 * @param main - path of the program, which says something when it is ready
 */
export async function startChild(main: string, args: readonly string[] = []): Promise<BenchChild> {
  const child = fork(main, args, {
    execArgv: [],
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const next = () =>
    new Promise<unknown>((resolve, reject) => {
      const onExit = (code: number | null) =>
        reject(new Error(`${main} ${args.join(" ")} ended with ${code}`));
      child.once("exit", onExit);
      child.once("message", (message) => {
        child.off("exit", onExit);
        resolve(message);
      });
    });
  const greeting = await next();
  return {
    greeting,
    ask(message) {
      const answer = next();
      child.send(message as object);
      return answer;
    },
    async [Symbol.asyncDispose]() {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.disconnect();
      await ended;
    },
  };
}
