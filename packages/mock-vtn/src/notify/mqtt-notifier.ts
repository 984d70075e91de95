import type { Logger } from "@ven/core";
import type { MqttNotifierBinding } from "@ven/openadr-schema/3.1.0";
import type { ObjectChange } from "../changes/object-change.ts";
import { type TopicCollection, type TopicScope, topicName } from "../openadr/notifier-topics.ts";
import type { ObjectStore } from "../store/object-store.ts";
import type { MockVtnMqttOptions } from "./mqtt-options.ts";
import { MqttPublisher } from "./mqtt-publisher.ts";
import { notificationText } from "./notification-text.ts";
import type { Underway } from "./underway.ts";

const COLLECTIONS = {
  PROGRAM: "programs",
  EVENT: "events",
  REPORT: "reports",
  SUBSCRIPTION: "subscriptions",
  VEN: "vens",
  RESOURCE: "resources",
} as const satisfies Record<ObjectChange["objectType"], TopicCollection>;

const OPERATIONS = { CREATE: "create", UPDATE: "update", DELETE: "delete" } as const;

/** Publishes the changes of 3.1.0 on the topics that its topic operations name. */
export class MqttNotifier {
  readonly #publisher: MqttPublisher;
  readonly #store: ObjectStore;
  readonly #topicPrefix: string;

  constructor(
    options: MockVtnMqttOptions,
    store: ObjectStore,
    { logger, underway }: { readonly logger: Logger; readonly underway: Underway },
  ) {
    this.#publisher = new MqttPublisher(options, logger, underway);
    this.#store = store;
    this.#topicPrefix = options.topicPrefix ?? "";
  }

  /** See {@link MqttPublisher.ready}. */
  get ready(): Promise<void> {
    return this.#publisher.ready;
  }

  tell(change: ObjectChange): void {
    const { protocol, objectType, operation } = change;
    // Reading is told by webhooks alone.
    if (protocol !== "3.1.0" || operation === "READ") return;
    const publish = (scope: TopicScope, object: object) => {
      const topic = topicName(this.#topicPrefix, scope, OPERATIONS[operation]);
      this.#publisher.publish(topic, notificationText(protocol, objectType, operation, object));
    };
    for (const scope of sharedScopes(change)) publish(scope, change.object);
    if (objectType !== "PROGRAM" && objectType !== "EVENT") return;
    const collection = COLLECTIONS[objectType];
    for (const { id, clientId } of this.#store.vens.values()) {
      const seen = change.seenBy(clientId, "granted");
      if (seen !== undefined) publish({ kind: "of", collection, owner: "vens", id }, seen);
    }
  }

  close(): Promise<void> {
    return this.#publisher.close();
  }
}

/** What `GET /notifiers` says of the broker. */
export function mqttBinding(options: MockVtnMqttOptions): MqttNotifierBinding {
  const { url, clientUrls = [url], authentication = { method: "ANONYMOUS" } } = options;
  return { URIS: clientUrls, serialization: "JSON", authentication };
}

/** The topics that a change is on whoever may see the object. */
function sharedScopes({ objectType, operation, id, object }: ObjectChange): readonly TopicScope[] {
  const collection = COLLECTIONS[objectType];
  const { programID, venID } = object as { readonly programID?: string; readonly venID?: string };
  const scopes: TopicScope[] = [{ kind: "all", collection }];
  if ((collection === "programs" || collection === "vens") && operation !== "CREATE") {
    scopes.push({ kind: "one", collection, id });
  }
  if (collection === "events" && programID !== undefined) {
    scopes.push({ kind: "of", collection, owner: "programs", id: programID });
  }
  if (collection === "resources" && venID !== undefined) {
    scopes.push({ kind: "of", collection, owner: "vens", id: venID });
  }
  return scopes;
}
