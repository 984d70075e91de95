import { pid } from "node:process";
import type { OutboxSettings } from "../check-outbox-options.ts";
import { LossLog } from "../loss-log.ts";
import type { Outbox } from "../outbox.ts";
import { RoomBell } from "../room-bell.ts";
import { endOwnership } from "./begin-ownership.ts";
import type { DiskRoom } from "./disk-room.ts";
import { EntryAppender } from "./entry-appender.ts";
import type { OutboxConnection } from "./outbox-connection.ts";
import { OutboxDesk } from "./outbox-desk.ts";
import { OutboxFile, type OutboxFileOptions } from "./outbox-file.ts";
import { OutboxRoom } from "./outbox-room.ts";
import type { OutboxTransaction } from "./outbox-transaction.ts";
import { findOwner } from "./owner-lock.ts";
import { shrinkFile } from "./shrink-file.ts";
import { SqliteOutbox } from "./sqlite-outbox.ts";

/** How many bytes of a large file may be shared by no entry at the moment. */
const MOST_UNUSED_BYTES = 4 * 1_048_576;

/** What an open outbox is made of. */
export interface OutboxParts {
  readonly path: string;
  readonly settings: OutboxSettings;
  readonly connection: OutboxConnection;
  readonly disk: DiskRoom;
  readonly repair: OutboxFileOptions["repair"];
  /** What the status says; missing where that is what the owner has written down. */
  readonly maxBytesToTell: number | undefined;
  /** Missing where a visitor opens it. */
  readonly releaseLock: (() => void) | undefined;
}

/** Puts the parts of an open outbox together. */
export function assembleOutbox(parts: OutboxParts): Outbox {
  const { path, settings, connection, disk, repair, maxBytesToTell, releaseLock } = parts;
  const { clock, maxBytes } = settings;
  const isOwner = releaseLock !== undefined;
  const lossLog = new LossLog(settings, path);
  const bell = new RoomBell(clock);
  const file = new OutboxFile({
    path,
    isOwner,
    mostUnusedBytes: Math.min(MOST_UNUSED_BYTES, maxBytes / 64),
    clock,
    connection,
    repair,
    makeRoom: (error, current, attempt) => disk.makeRoom(error, current, attempt),
    onCommit: ({ ledger, pageCount, hasShrunk }, current) => {
      disk.look();
      if (hasShrunk) disk.forgetSize();
      if (isOwner && ledger.entries > 0) disk.keepLogShort(current, pageCount);
      lossLog.dropped(ledger.lost.droppedCount + ledger.lost.refusedCount);
      lossLog.expired(ledger.lost.expiredCount);
      lossLog.tell();
      if (ledger.entries < 0) bell.ring();
    },
    onClose: endInOrder,
  });
  const desk = new OutboxDesk(file, settings, isOwner);
  const room = new OutboxRoom(settings, disk);
  const expireSome = (tx: OutboxTransaction) => desk.expireSome(tx);
  const appender = isOwner ? new EntryAppender({ file, room, bell, clock, expireSome }) : undefined;
  return new SqliteOutbox({
    path,
    desk,
    appender,
    describe: ({ bounds, salvage }) => {
      const ownerPid = isOwner ? pid : findOwner(path);
      return {
        ...(bounds && { maxReadings: bounds.maxReadings, onFull: bounds.onFull }),
        maxBytes: maxBytesToTell ?? bounds?.maxBytes ?? maxBytes,
        ...(ownerPid !== undefined && { ownerPid }),
        ...(salvage !== undefined && { salvage }),
      };
    },
    close: async () => {
      await appender?.close();
      try {
        await file.close();
      } finally {
        lossLog.flush();
        releaseLock?.();
      }
    },
  });
}

function endInOrder(connection: OutboxConnection): void {
  const { database, statements } = connection;
  while (shrinkFile(database, statements));
  endOwnership(connection);
}
