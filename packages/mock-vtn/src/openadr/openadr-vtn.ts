import type { Clock } from "@ven/core";
import type { OpenAdrVersion } from "@ven/openadr-schema";
import type { ObjectType } from "@ven/openadr-schema/3.1.0";
import type { TokenEndpoint } from "../auth/token-endpoint.ts";
import type { Personality } from "../personality/personality.ts";
import type { ObjectStore } from "../store/object-store.ts";
import type { StoredRecord } from "../store/stored-record.ts";
import type { NotifierBinding } from "./notifier-binding.ts";
import type { SubscriptionCheck } from "./subscription-check.ts";

/** What the handlers of one version work on. */
export interface OpenAdrVtn {
  readonly version: OpenAdrVersion;
  readonly store: ObjectStore;
  readonly clock: Pick<Clock, "now">;
  readonly personality: Personality;
  readonly maxObjects: number;
  readonly maxBodyBytes: number;
  readonly tokenEndpoint: TokenEndpoint;
  /** Where tokens come from, if not from here. */
  readonly tokenUrl: string | undefined;
  readonly notifiers: NotifierBinding;
  readonly checkSubscription: SubscriptionCheck;
  /** Tells that a client has read one object. */
  readonly tellRead: (objectType: ObjectType, record: StoredRecord) => void;
}
