import { nearestName } from "../text/nearest-name.ts";
import { InvalidValueError } from "./invalid-value-error.ts";

/** Every key of an object type; the compiler keeps the list whole. */
export type KeysOf<Options> = Readonly<Record<keyof Options, true>>;

/**
 * Refuses a setting that there is not, such as a mistyped one, which would be passed over in silence.
 *
 * @param subject - what the settings are of, such as `fault rule`
 * @throws {InvalidValueError} that names the key and all that there are; or if it is no object at all
 */
export function checkKnownKeys<Options extends object>(
  subject: string,
  options: Options,
  keys: KeysOf<Options>,
): void {
  if (typeof options !== "object" || options === null) {
    // The value itself may be a secret.
    throw new InvalidValueError(
      subject,
      options === null ? null : typeof options,
      "give an object",
    );
  }
  for (const key of Object.keys(options)) {
    if (Object.hasOwn(keys, key)) continue;
    const near = nearestName(key, Object.keys(keys));
    const rule =
      near === undefined
        ? `there are ${Object.keys(keys).join(", ")}`
        : `did you mean ${near}? There are ${Object.keys(keys).join(", ")}`;
    throw new InvalidValueError(`${subject}: the setting`, key, rule);
  }
}
