import { isVenError, VenError } from "@ven/core";

/** A file cannot be written. */
export class OutputFileError extends VenError {
  /** Path as it was given. */
  readonly file: string;

  constructor(file: string, cause: unknown) {
    const { code, message } = cause as { readonly code?: unknown; readonly message?: unknown };
    const reason = typeof code === "string" ? code : String(message).slice(0, 200);
    super(
      `file ${file} cannot be written (${reason}): check its folder, permissions and free space`,
      {
        code: "OUTPUT_FILE",
        cause,
      },
    );
    this.file = file;
  }
}

/** Tells whether a caught value is an {@link OutputFileError}. */
export function isOutputFileError(value: unknown): value is OutputFileError {
  return isVenError(value, "OUTPUT_FILE");
}
