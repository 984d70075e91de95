import { openOutbox } from "@ven/store";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { temporaryFile } from "../../support/temporary-folder.ts";
import {
  damageRoot,
  deliver,
  entries,
  entry,
  intend,
  pendingIds,
} from "./support/small-deliveries.ts";

describe("the ids of an outbox whose counters cannot be read", () => {
  it.each([
    ["a stream", "update streams set last_entry_id = 5000000"],
    ["a sink", "update sinks set since_entry_id = 5000000"],
    ["a shipment", "update shipments set shipment_id = 5000000 where shipment_id = 2"],
    [
      "an entry of a shipment",
      "update shipments set entry_ids = '2,5000000' where shipment_id = 2",
    ],
  ])("go on behind the greatest one that %s tells of", async (_, change) => {
    const path = temporaryFile("ven.outbox.sqlite");
    const outbox = await openOutbox({ path, durability: "process" });
    await outbox.append(entries(2));
    await intend(outbox, [1, 2]);
    await deliver(outbox, [1]);
    await outbox.close();
    const other = new Database(path);
    expect(other.prepare(change).run().changes).toBeGreaterThan(0);
    other.close();
    damageRoot(path, "books");
    await using saved = await openOutbox({ path, durability: "process" });
    await saved.append([entry(3)]);
    expect((await pendingIds(saved)).at(-1)).toBeGreaterThan(5_000_000);
  });
});
