import { pid } from "node:process";
import { InvalidValueError } from "@ven/core";
import { MEMORY_PATH } from "../../sqlite/open-database.ts";
import { checkOutboxOptions } from "../check-outbox-options.ts";
import { LossLog } from "../loss-log.ts";
import { RoomBell } from "../memory/room-bell.ts";
import type { Outbox } from "../outbox.ts";
import type { OpenOutboxOptions } from "../outbox-options.ts";
import { connectFile } from "./connect-file.ts";
import { declareSinks } from "./declare-sinks.ts";
import { EntryAppender } from "./entry-appender.ts";
import { checkChecksums } from "./entry-checksum.ts";
import type { OutboxConnection } from "./outbox-connection.ts";
import { OutboxDesk } from "./outbox-desk.ts";
import { OutboxFile } from "./outbox-file.ts";
import { OutboxRoom } from "./outbox-room.ts";
import { findOwner, OwnerLock } from "./owner-lock.ts";
import { SqliteOutbox } from "./sqlite-outbox.ts";

const DEFAULTS = { maxReadings: 100_000_000, maxBytes: 2 * 1_073_741_824 };

/**
 * Opens an outbox in a SQLite file of its own; its owner makes a new one if there is no file.
 *
 * @throws {OutboxOwnedError} if another process delivers from it
 * @throws {StoreError} naming the file and the remedy: see its codes
 * @throws {InvalidValueError} if an option breaks its rule
 */
export async function openOutbox(options: OpenOutboxOptions): Promise<Outbox> {
  const { path, role = "owner", durability = "power-loss", mustExist = false } = options;
  checkPath(path);
  checkChecksums(path);
  const settings = checkOutboxOptions(options, DEFAULTS);
  const { clock } = settings;
  const isOwner = role === "owner";
  const lock = isOwner ? await OwnerLock.take(path, clock) : undefined;
  const connection = await connectFile({ path, mustExist: mustExist || !isOwner, durability });
  if (isOwner) begin(connection);
  const lossLog = new LossLog(settings, path);
  const bell = new RoomBell(clock);
  const file = new OutboxFile({
    path,
    isOwner,
    clock,
    connection,
    makeRoom: () => false,
    repair: async (c) => c,
    onCommit: ({ ledger }) => {
      const { droppedCount, refusedCount, expiredCount } = ledger.lost;
      lossLog.dropped(droppedCount + refusedCount);
      lossLog.expired(expiredCount);
      lossLog.tell();
      if (ledger.entries < 0) bell.ring();
    },
  });
  const desk = new OutboxDesk(file, settings, isOwner);
  const room = new OutboxRoom(settings);
  const appender = new EntryAppender({
    file,
    room,
    bell,
    clock,
    expireSome: (tx) => desk.expireSome(tx),
  });
  return new SqliteOutbox({
    path,
    desk,
    appender: isOwner ? appender : undefined,
    describe: () => {
      const ownerPid = isOwner ? pid : findOwner(path);
      return { maxBytes: settings.maxBytes, ...(ownerPid !== undefined && { ownerPid }) };
    },
    close: async () => {
      bell.ring();
      await file.close();
      lossLog.flush();
      lock?.release();
    },
  });

  function begin(connection: OutboxConnection): void {
    connection.database
      .transaction(() => {
        declareSinks(connection, settings.sinks);
        connection.database
          .prepare("update shipments set retry_at_ms = 0 where retry_at_ms is null")
          .run();
      })
      .immediate();
  }
}

function checkPath(path: string): void {
  if (path === MEMORY_PATH) {
    throw new InvalidValueError(
      "outbox path",
      path,
      "give the path of a file, or use memoryOutbox()",
    );
  }
  // better-sqlite3 trims its path, so one with blanks around it would name another file.
  if (typeof path === "string" && path !== "" && path === path.trim()) return;
  throw new InvalidValueError("outbox path", path, "give a path without blanks around it");
}
