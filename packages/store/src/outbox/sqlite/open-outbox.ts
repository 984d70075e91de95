import { InvalidValueError } from "@ven/core";
import type { FileSchema } from "../../schema/file-schema.ts";
import { MEMORY_PATH } from "../../sqlite/open-database.ts";
import { retryWhileBusy } from "../../sqlite/retry-while-busy.ts";
import { checkFileKeys, checkOutboxOptions, type OutboxSettings } from "../check-outbox-options.ts";
import type { Outbox } from "../outbox.ts";
import type { OpenOutboxOptions } from "../outbox-options.ts";
import { assembleOutbox } from "./assemble-outbox.ts";
import { type ConnectOptions, connectFile } from "./connect-file.ts";
import { DiskRoom } from "./disk-room.ts";
import { checkChecksums } from "./entry-checksum.ts";
import { FileDoctor } from "./file-doctor.ts";
import type { OutboxConnection } from "./outbox-connection.ts";
import { OUTBOX_SCHEMA } from "./outbox-schema.ts";
import { OwnerLock } from "./owner-lock.ts";
import { refuseForeign } from "./refuse-foreign.ts";
import { explainFault } from "./sqlite-faults.ts";

const DEFAULTS = { maxReadings: 100_000_000, maxBytes: 2 * 1_073_741_824 };
/** Longest wait for somebody who writes, ms. */
const BUSY_TIMEOUT_MS = 5_000;

/**
 * Opens an outbox in a SQLite file of its own; its owner makes a new one if there is no file, brings an
 * older one up to date, and saves what can be read of a damaged one.
 *
 * @throws {OutboxOwnedError} if another process delivers from it
 * @throws {StoreError} naming the file and the remedy: see its codes
 * @throws {InvalidValueError} if an option breaks its rule
 */
export function openOutbox(options: OpenOutboxOptions): Promise<Outbox> {
  return openOutboxFile(options, OUTBOX_SCHEMA);
}

/** Opens an outbox whose file is of a given schema, such as an older one. */
export async function openOutboxFile(
  options: OpenOutboxOptions,
  schema: FileSchema,
): Promise<Outbox> {
  checkFileKeys(options);
  const { path, role = "owner", durability = "power-loss", mustExist = false } = options;
  checkPath(path);
  checkChecksums(path);
  const settings = checkOutboxOptions(options, DEFAULTS);
  const { maxBytes } = settings;
  const connect = { path, mustExist, durability, maxBytes, schema, mayMigrate: true };
  try {
    return role === "owner"
      ? await own(connect, settings)
      : await visit(connect, settings, options.maxBytes);
  } catch (error) {
    throw explainFault(error, "open", path);
  }
}

async function own(connect: ConnectOptions, settings: OutboxSettings): Promise<Outbox> {
  const { path } = connect;
  const { clock, logger, sinks, maxReadings, maxBytes, onFull } = settings;
  refuseForeign(connect);
  const { lock, isNew } = await OwnerLock.take(path, clock);
  try {
    const disk = new DiskRoom(path, logger);
    const doctor = new FileDoctor({
      connect,
      sinks,
      bounds: { maxReadings, maxBytes, onFull },
      clock,
      logger,
    });
    const connection = await retryWhileBusy(
      { clock, busyTimeoutMs: BUSY_TIMEOUT_MS },
      undefined,
      () => openWithRoom(doctor, disk, !isNew),
    );
    disk.arm();
    return assembleOutbox({
      path,
      settings,
      connection,
      disk,
      repair: (damaged, cause) => doctor.repair(damaged, cause),
      maxBytesToTell: maxBytes,
      releaseLock: () => lock.release(),
    });
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function openWithRoom(
  doctor: FileDoctor,
  disk: DiskRoom,
  wasOutbox: boolean,
): Promise<OutboxConnection> {
  try {
    return await doctor.open(wasOutbox);
  } catch (error) {
    if (!disk.makeRoomToOpen(error)) throw error;
    return doctor.open(wasOutbox);
  }
}

/** Opens an outbox beside its owner: nothing is made, migrated or repaired. */
async function visit(
  connect: ConnectOptions,
  settings: OutboxSettings,
  maxBytesToTell: number | undefined,
): Promise<Outbox> {
  const { path } = connect;
  const { clock, logger } = settings;
  const open = () =>
    retryWhileBusy({ clock, busyTimeoutMs: BUSY_TIMEOUT_MS }, undefined, () =>
      connectFile({ ...connect, mustExist: true, mayMigrate: false }),
    );
  return assembleOutbox({
    path,
    settings,
    connection: await open(),
    disk: new DiskRoom(path, logger),
    repair: async (replaced) => {
      replaced.database.close();
      return open();
    },
    maxBytesToTell,
    releaseLock: undefined,
  });
}

function checkPath(path: string): void {
  if (path === MEMORY_PATH) {
    throw new InvalidValueError(
      "outbox path",
      path,
      "give the path of a file, or use memoryOutbox",
    );
  }
  // better-sqlite3 trims its path, so one with blanks around it would name another file.
  if (typeof path === "string" && path !== "" && path === path.trim()) return;
  throw new InvalidValueError("outbox path", path, "give a path without blanks around it");
}
