import { type OutboxOptions, openOutbox } from "@ven/store";
import { outboxContract } from "@ven/store/testing";
import { describe, it } from "vitest";
import { temporaryFile } from "../../support/temporary-folder.ts";

const durability = "process";
const make = (options: OutboxOptions) =>
  openOutbox({ ...options, durability, path: temporaryFile("ven.outbox.sqlite") });

outboxContract(make, {
  describe,
  it,
  reopen: async (outbox, options) => {
    await outbox.close();
    return openOutbox({ ...options, durability, path: outbox.path });
  },
  numRuns: 20,
});
