import { openSync, writeSync } from "node:fs";
import { argv } from "node:process";
import { openOutbox } from "@ven/store";

/**
 * Appends and delivers until it is killed. Writes a line to a file for every step that it was told is
 * done: what was accepted, what is intended, and what was settled.
 */
const [, , path = "", firstTick = "0"] = argv;
const history = openSync(`${path}.history`, "a");
const outbox = await openOutbox({ path, durability: "process" });
const say = (line: string) => writeSync(history, `${line}\n`);
writeSync(1, "ready\n");

for (let tick = Number(firstTick); ; tick += 1) {
  const entries = Array.from({ length: 5 }, (_, number) => {
    const stream = `ven-${number}`;
    const bytes = new Uint8Array(500).fill(tick & 255);
    return { key: `${stream}/${tick}`, kind: "r", stream, atMs: tick, count: 4, bytes };
  });
  await outbox.append(entries);
  for (const { key } of entries) say(`accepted ${key}`);
  const due = await outbox.peek({ sink: "vtn", order: "newest", limit: 3 });
  const intended = await outbox.intend(
    "vtn",
    due.map(({ entryId, key }) => ({ entryIds: [entryId], note: key })),
  );
  for (const { note } of intended) say(`sent ${note}`);
  await outbox.settle(
    "vtn",
    intended.map(({ shipmentId }) => ({ shipmentId, kind: "delivered" })),
  );
  for (const { note } of intended) say(`settled ${note}`);
}
