import { setMaxListeners } from "node:events";
import type { Clock, Logger } from "@ven/core";
import type { OpenAdrVersion } from "@ven/openadr-schema";
import type { ObjectOperation } from "@ven/openadr-schema/3.1.0";
import type { ObjectChange } from "../changes/object-change.ts";
import { Refusal } from "../http/refusal.ts";
import type { AskedTargets } from "../privacy/object-view.ts";
import type { SubscriptionFields } from "../store/object-fields.ts";
import type { ObjectStore } from "../store/object-store.ts";
import { type CallBackOptions, callBack } from "./call-back.ts";
import { CallbackQueue } from "./callback-queue.ts";
import { CallbackRules } from "./callback-rules.ts";
import { challenge } from "./challenge.ts";
import { notificationText } from "./notification-text.ts";
import { passesFilters, receiversOf } from "./subscription-match.ts";
import type { Underway } from "./underway.ts";
import type { WebhookSettings } from "./webhook-options.ts";

/** How the notifications of one receiver of a subscription fare. */
export interface WebhookState {
  readonly protocol: OpenAdrVersion;
  readonly subscriptionId: string;
  /** Where the receiver is; the token that it gets belongs to it too, but is not told. */
  readonly callbackUrl: string;
  /** Whether every try of a notification failed; a PUT of the subscription makes it whole again. */
  readonly isBroken: boolean;
  readonly deliveredCount: number;
  readonly waitingCount: number;
  /** How many never arrived: too many waited, or it is broken. */
  readonly droppedCount: number;
  readonly lastFailure: string | undefined;
}

/** What the webhooks of a VTN work on. */
export interface WebhookNotifierOptions {
  readonly settings: WebhookSettings;
  readonly stores: Readonly<Record<OpenAdrVersion, ObjectStore>>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly underway: Underway;
}

/** A receiver of a subscription: two tokens at one address are two. */
type Receiver = Pick<ObjectOperation, "callbackUrl" | "bearerToken">;

/** One receiver's queue, with what it takes to end it. */
interface Webhook {
  readonly protocol: OpenAdrVersion;
  readonly subscriptionId: string;
  readonly receiver: Receiver;
  readonly queue: CallbackQueue;
  readonly closing: AbortController;
}

/** Calls the receivers of subscriptions back. */
export class WebhookNotifier {
  readonly #options: WebhookNotifierOptions;
  readonly #rules: CallbackRules;
  readonly #webhooks = new Map<string, Webhook>();
  readonly #closing = new AbortController();

  constructor(options: WebhookNotifierOptions) {
    this.#options = options;
    // One listener for each challenge under way.
    setMaxListeners(0, this.#closing.signal);
    this.#rules = new CallbackRules(options.settings);
  }

  /** Of each receiver of a subscription that had something to hear of. */
  get states(): readonly WebhookState[] {
    return [...this.#webhooks.values()].map(({ protocol, subscriptionId, receiver, queue }) => {
      const { isBroken, deliveredCount, waitingCount, droppedCount, lastFailure } = queue;
      return {
        protocol,
        subscriptionId,
        callbackUrl: receiver.callbackUrl,
        isBroken,
        deliveredCount,
        waitingCount,
        droppedCount,
        lastFailure,
      };
    });
  }

  /**
   * Looks at a subscription before it is taken: whether its receivers may be called, and answer.
   *
   * @throws {Refusal} 400 that says which does not, and why
   */
  async check({ objectOperations }: SubscriptionFields): Promise<void> {
    const { hasChallenge } = this.#options.settings;
    const seen = new Set<string>();
    for (const [index, receiver] of objectOperations.entries()) {
      const { callbackUrl: url, bearerToken } = receiver;
      const key = receiverKey(receiver);
      if (seen.has(key)) continue;
      seen.add(key);
      const failure = hasChallenge
        ? await challenge({ url, bearerToken }, this.#callOptions(this.#closing.signal))
        : this.#rules.refusalOf(url);
      if (failure === undefined) continue;
      throw new Refusal(400, `objectOperations[${index}].callbackUrl: ${failure}`);
    }
  }

  /** Tells the subscribers of a change that they may hear of. */
  tell(change: ObjectChange): void {
    if (this.#closing.signal.aborted) return;
    const { protocol, objectType, operation, id } = change;
    const store = this.#options.stores[protocol];
    for (const { id: subscriptionId, clientId, fields } of store.subscriptions.values()) {
      // Whoever writes a subscription knows of it.
      if (subscriptionId === id) continue;
      const receivers = receiversOf(fields, change);
      if (receivers.length === 0 || !passesFilters(fields, change, store)) continue;
      // In 3.0.1, where targets have another shape, every client sees everything.
      const asked = protocol === "3.0.1" ? "granted" : (fields.targets ?? []);
      const object = change.seenBy(clientId, asked as AskedTargets);
      if (object === undefined) continue;
      const body = notificationText(protocol, objectType, operation, object);
      for (const receiver of receivers) {
        const { callbackUrl: url, bearerToken } = receiver;
        const { queue } = this.#webhookOf(protocol, subscriptionId, receiver);
        queue.add({ url, method: "POST", bearerToken, body });
      }
    }
    if (objectType === "SUBSCRIPTION" && operation !== "READ") this.#adopt(protocol, id);
  }

  /** Ends all calls and forgets how they fared. */
  clear(): void {
    for (const { closing } of this.#webhooks.values()) closing.abort();
    this.#webhooks.clear();
  }

  close(): void {
    this.#closing.abort();
    this.clear();
  }

  /** Mends the receivers that a subscription names now, and lets go of those it names no more. */
  #adopt(protocol: OpenAdrVersion, subscriptionId: string): void {
    const { fields } = this.#options.stores[protocol].subscriptions.get(subscriptionId) ?? {};
    const named = new Set(fields?.objectOperations.map(receiverKey));
    for (const [key, webhook] of this.#webhooks) {
      if (webhook.protocol !== protocol || webhook.subscriptionId !== subscriptionId) continue;
      if (named.has(receiverKey(webhook.receiver))) webhook.queue.mend();
      else webhook.queue.finish(() => this.#forget(key, webhook));
    }
  }

  #forget(key: string, webhook: Webhook): void {
    // After a reset another one may have its place.
    if (this.#webhooks.get(key) === webhook) this.#webhooks.delete(key);
  }

  #webhookOf(protocol: OpenAdrVersion, subscriptionId: string, receiver: Receiver): Webhook {
    const key = JSON.stringify([protocol, subscriptionId, receiverKey(receiver)]);
    const known = this.#webhooks.get(key);
    if (known !== undefined) return known;
    const { settings, clock, logger, underway } = this.#options;
    const closing = new AbortController();
    const { signal } = closing;
    const callOptions = this.#callOptions(signal);
    const queue = new CallbackQueue({
      receiver: { subscriptionId, origin: originOf(receiver.callbackUrl) },
      call: (callback) => callBack(callback, callOptions),
      clock,
      logger,
      underway,
      maxTries: settings.maxTries,
      firstPauseMs: settings.firstPauseMs,
      maxWaiting: settings.maxWaiting,
      signal,
    });
    const webhook = { protocol, subscriptionId, receiver, queue, closing };
    this.#webhooks.set(key, webhook);
    return webhook;
  }

  #callOptions(signal: AbortSignal): CallBackOptions {
    const { settings, clock } = this.#options;
    const { timeoutMs, ca } = settings;
    return { rules: this.#rules, clock, timeoutMs, ca, signal };
  }
}

/** A restored subscription may have an address that is none; to call it fails, to log it must not. */
function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : "no address";
}

function receiverKey({ callbackUrl, bearerToken }: Receiver): string {
  return JSON.stringify([callbackUrl, bearerToken]);
}
