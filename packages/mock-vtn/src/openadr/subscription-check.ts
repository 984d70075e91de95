import type { OpenAdrVersion } from "@ven/openadr-schema";
import type { SubscriptionFields } from "../store/object-fields.ts";

/**
 * Looks at a subscription before it is taken, such as by the challenge of its callback address.
 *
 * @throws {Refusal} if it is not to be taken
 */
export type SubscriptionCheck = (
  subscription: SubscriptionFields,
  version: OpenAdrVersion,
) => Promise<void>;
