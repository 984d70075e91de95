import { isVenError, VenError } from "@ven/core";

/** A setting is unknown or wrong, or a settings file cannot be read. */
export class SettingError extends VenError {
  constructor(message: string, options: { cause?: unknown } = {}) {
    super(message, { code: "SETTING_INVALID", ...options });
  }
}

/** Tells whether a caught value is a {@link SettingError}. */
export function isSettingError(value: unknown): value is SettingError {
  return isVenError(value, "SETTING_INVALID");
}
