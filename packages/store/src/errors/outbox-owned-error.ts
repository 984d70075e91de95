import { isVenError, VenError } from "@ven/core";

/** Another process delivers from this outbox; two would send everything twice. */
export class OutboxOwnedError extends VenError {
  /** Path of the outbox, as it was given. */
  readonly path: string;
  /** The process that owns it, if it could be read. */
  readonly ownerPid: number | undefined;

  constructor(path: string, ownerPid: number | undefined) {
    const owner = ownerPid === undefined ? "another process" : `process ${ownerPid}`;
    super(
      `cannot open outbox ${path}: ${owner} delivers from it; stop that process, or give another path`,
      { code: "OUTBOX_OWNED" },
    );
    this.path = path;
    this.ownerPid = ownerPid;
  }
}

/** Tells whether a caught value is an {@link OutboxOwnedError}. */
export function isOutboxOwnedError(value: unknown): value is OutboxOwnedError {
  return isVenError(value, "OUTBOX_OWNED");
}
