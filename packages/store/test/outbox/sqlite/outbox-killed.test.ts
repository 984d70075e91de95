import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { execPath } from "node:process";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type Outbox, openOutbox } from "@ven/store";
import { expect, it } from "vitest";
import { temporaryFile } from "../../support/temporary-folder.ts";

const ROOT = fileURLToPath(new URL("../../../../../", import.meta.url));
const PROGRAM = fileURLToPath(new URL("./support/killed-owner.ts", import.meta.url));
/** Few, as each begins a process; the chaos cases kill by the thousand. */
const KILLS = 6;

/** What the killed processes were told is done, by key. */
interface History {
  readonly accepted: Set<string>;
  readonly sent: Set<string>;
  readonly settled: Set<string>;
}

/** Runs the program for so long after it has begun, and kills it where it stands. */
async function runAndKill(path: string, firstTick: number, afterMs: number): Promise<void> {
  const child = spawn(execPath, ["--import", "tsx", PROGRAM, path, String(firstTick)], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  await setTimeout(afterMs);
  await expect(openOutbox({ path })).rejects.toMatchObject({
    code: "OUTBOX_OWNED",
    ownerPid: child.pid,
  });
  child.kill("SIGKILL");
  await once(child, "close");
}

/** What the processes have written down; the last line of one may be cut off. */
function readHistory(path: string): History {
  const history = {
    accepted: new Set<string>(),
    sent: new Set<string>(),
    settled: new Set<string>(),
  };
  for (const line of readFileSync(`${path}.history`, "utf8").split("\n")) {
    const [verb = "", key = ""] = line.split(" ");
    if (verb in history) history[verb as keyof History].add(key);
  }
  return history;
}

async function keysOf(outbox: Outbox): Promise<{ pending: Set<string>; intent: Set<string> }> {
  const shipments = await outbox.peekIntents({ sink: "vtn", limit: 10_000 });
  const entries = await outbox.peek({ sink: "vtn", order: "oldest", limit: 10_000 });
  for (const { note, entries: shipped } of shipments) {
    expect(shipped.map(({ key }) => key)).toEqual([note]);
  }
  return {
    pending: new Set(entries.map(({ key }) => key)),
    intent: new Set(shipments.map(({ note }) => note)),
  };
}

it(`loses nothing that was accepted in ${KILLS} kills, and forgets nothing that may be under way`, {
  timeout: 120_000,
}, async () => {
  const path = temporaryFile("ven.outbox.sqlite");
  for (let kill = 0; kill < KILLS; kill += 1) {
    await runAndKill(path, kill * 1_000, 5 + ((kill * 37) % 60));
  }
  const history = readHistory(path);
  await using outbox = await openOutbox({ path });
  const { pending, intent } = await keysOf(outbox);
  expect(history.accepted.size).toBeGreaterThan(KILLS * 5);
  for (const key of history.accepted) {
    const isThere = pending.has(key) || intent.has(key);
    // What was sent may have been settled in the last moment, before that could be told.
    expect(isThere || history.sent.has(key)).toBe(true);
  }
  for (const key of history.settled) expect(pending.has(key) || intent.has(key)).toBe(false);
  for (const key of history.sent) expect(pending.has(key)).toBe(false);
  const { sinks, salvage } = await outbox.status();
  const [vtn] = sinks;
  expect(vtn?.acceptedCount).toBe(
    (vtn?.deliveredCount ?? 0) + (vtn?.pending.readingCount ?? 0) + (vtn?.intent.readingCount ?? 0),
  );
  expect(vtn?.deliveredCount).toBeGreaterThanOrEqual(history.settled.size * 4);
  expect(salvage).toBeUndefined();
});
