import { isVenError, VenError } from "@ven/core";

/** A recorded file cannot be read at all. */
export class ReplayFileError extends VenError {
  /** Path as it was given. */
  readonly file: string;

  constructor(file: string, cause: unknown) {
    const { code } = cause as { readonly code?: unknown };
    const reason = typeof code === "string" ? ` (${code})` : "";
    super(`replay file ${file} cannot be read${reason}: check the path and its permissions`, {
      code: "REPLAY_FILE",
      cause,
    });
    this.file = file;
  }
}

/** Tells whether a caught value is a {@link ReplayFileError}. */
export function isReplayFileError(value: unknown): value is ReplayFileError {
  return isVenError(value, "REPLAY_FILE");
}
