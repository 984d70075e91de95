import { fork } from "node:child_process";
import { once } from "node:events";
import type { Kill } from "../sender/kill-point.ts";
import type { SenderNews, SenderSettings } from "../sender/sender-message.ts";
import type { VtnProcess } from "./start-vtn.ts";

/** How a process that sends ended. */
export interface Life {
  /** Whether it was ended where it was to be. */
  readonly isKilled: boolean;
  /** What it told at its own end, if it came to that. */
  readonly end?: Extract<SenderNews, { kind: "ended" }>;
}

/** Longest life, ms: behind that something hangs. */
const LONGEST_LIFE_MS = 60_000;

/**
 * Starts a process that sends, ends it as its settings say, and waits for its end.
 *
 * @param vtn - the VTN that ends it after sending; `undefined` if the VTN is somebody else's
 * @throws {Error} with what it said, if it ends in a way that it should not
 */
export async function liveOnce(
  program: string,
  settings: SenderSettings,
  vtn: VtnProcess | undefined,
): Promise<Life> {
  const { kill } = settings;
  const child = fork(program, [JSON.stringify(settings)], {
    stdio: ["ignore", "inherit", "pipe", "ipc"],
    execArgv: [],
  });
  const exited = once(child, "exit") as Promise<[number | null, NodeJS.Signals | null]>;
  let said = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-4_000);
  });
  if (kill?.point === "after send" && child.pid !== undefined) {
    vtn?.tell({ kind: "killAfterStoring", pid: child.pid, nth: kill.nth });
  }
  let end: Life["end"];
  let hasRun = false;
  const timers = new Set<NodeJS.Timeout>();
  const endAfter = (delayMs: number, isPlanned: boolean) => {
    const timer = setTimeout(() => {
      hasRun ||= !isPlanned;
      child.kill("SIGKILL");
    }, delayMs);
    timers.add(timer);
  };
  child.on("message", (news: SenderNews) => {
    if (news.kind === "ended") end = news;
    if (news.kind === "ended" && kill === undefined) child.disconnect();
    // It came to its end before the point of its kill: then it is ended now.
    else if (news.kind === "ended") child.kill("SIGKILL");
    else if (kill?.point === "random") endAfter(kill.afterMs, true);
  });
  endAfter(LONGEST_LIFE_MS, false);
  const [code, signal] = await exited;
  for (const timer of timers) clearTimeout(timer);
  if (hasRun) throw new Error(`a life ran for over ${LONGEST_LIFE_MS} ms; it said: ${said}`);
  if (signal !== "SIGKILL" && code !== 0) {
    throw new Error(`a life ended with code ${code}, signal ${signal}; it said: ${said}`);
  }
  return { isKilled: signal === "SIGKILL" && wasThere(kill, end), ...(end && { end }) };
}

/** A kill at any moment may come when all is done; one at a point has missed it then. */
function wasThere(kill: Kill | undefined, end: Life["end"]): boolean {
  return kill !== undefined && (kill.point === "random" || end === undefined);
}
