import type { Clock, Logger } from "@ven/core";
import type { OpenAdrVersion } from "@ven/openadr-schema";
import type { Listeners } from "../changes/listeners.ts";
import type { ObjectChange } from "../changes/object-change.ts";
import type { NotifierBinding } from "../openadr/notifier-binding.ts";
import type { SubscriptionFields } from "../store/object-fields.ts";
import type { ObjectStore } from "../store/object-store.ts";
import { MqttNotifier, mqttBinding } from "./mqtt-notifier.ts";
import type { MockVtnMqttOptions } from "./mqtt-options.ts";
import { Underway } from "./underway.ts";
import { WebhookNotifier, type WebhookState } from "./webhook-notifier.ts";
import type { WebhookSettings } from "./webhook-options.ts";

/** What the notifications of a VTN work on. */
export interface NotificationsOptions {
  readonly webhooks: WebhookSettings;
  readonly mqtt: MockVtnMqttOptions | undefined;
  readonly stores: Readonly<Record<OpenAdrVersion, ObjectStore>>;
  readonly changes: Listeners<ObjectChange>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Tells others what happens to the objects of a VTN: by webhooks, and by MQTT where asked to. */
export class Notifications {
  /** What the operations on notifiers say of this. */
  readonly binding: NotifierBinding;
  readonly #underway = new Underway();
  readonly #webhooks: WebhookNotifier;
  readonly #mqtt: MqttNotifier | undefined;

  constructor({ webhooks, mqtt, stores, changes, clock, logger }: NotificationsOptions) {
    const underway = this.#underway;
    this.#webhooks = new WebhookNotifier({ settings: webhooks, stores, clock, logger, underway });
    changes.add((change) => this.#webhooks.tell(change));
    this.binding = {
      mqtt: mqtt && mqttBinding(mqtt),
      topicPrefix: mqtt?.topicPrefix ?? "",
    };
    if (mqtt === undefined) return;
    const notifier = new MqttNotifier(mqtt, stores["3.1.0"], { logger, underway });
    changes.add((change) => notifier.tell(change));
    this.#mqtt = notifier;
  }

  get webhooks(): readonly WebhookState[] {
    return this.#webhooks.states;
  }

  /** @throws {Refusal} 400 if a receiver may not be called or does not answer the challenge */
  checkSubscription(subscription: SubscriptionFields): Promise<void> {
    return this.#webhooks.check(subscription);
  }

  /**
   * Resolves when the broker, if there is one, is reached or has been tried once.
   *
   * @throws {VenError} with code `MQTT_NOT_INSTALLED`
   */
  async ready(): Promise<void> {
    await this.#mqtt?.ready;
  }

  /**
   * Resolves when nothing is on its way; what waits for another try or for the broker is not.
   *
   * @throws {VenError} with code `MQTT_NOT_INSTALLED`
   */
  async settled(): Promise<void> {
    await this.ready();
    await this.#underway.settled();
  }

  clear(): void {
    this.#webhooks.clear();
  }

  async close(): Promise<void> {
    this.#webhooks.close();
    await this.#mqtt?.close();
    await this.#underway.settled();
  }
}
