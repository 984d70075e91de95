import type { Logger } from "@ven/core";
import type { VenManagerOptions } from "../ven-manager-options.ts";
import { FlatProfile } from "./flat-profile.ts";
import { OpenAdrProfile } from "./openadr-profile.ts";
import type { Profile } from "./profile.ts";

/**
 * Makes the profile of the protocol that the options choose.
 *
 * @throws {InvalidValueError} if an option is out of its range
 */
export function openProfile(options: VenManagerOptions, logger: Logger): Profile {
  const { protocol = "flat" } = options;
  return protocol === "flat"
    ? new FlatProfile(options, logger)
    : new OpenAdrProfile(protocol, options, logger);
}
