import { describeError, type Logger, VenError } from "@ven/core";
import type { MqttClient } from "mqtt";
import type { MockVtnMqttOptions } from "./mqtt-options.ts";
import { NOTIFY_LOG } from "./notify-log.ts";
import type { Underway } from "./underway.ts";

/** Pause between two attempts to reach the broker, ms. */
const RECONNECT_MS = 1_000;

/** Longest wait for the broker to greet, ms. */
const CONNECT_TIMEOUT_MS = 10_000;

/** What is used of the package `mqtt`. */
type MqttModule = Pick<typeof import("mqtt"), "connect">;

interface Message {
  readonly topic: string;
  readonly text: string;
}

/**
 * Publishes to a broker, one message after the other, each until the broker has it (QoS 1). While
 * the broker is away, messages wait, the newest `maxWaiting` of them.
 */
export class MqttPublisher {
  /**
   * Settles when the broker is reached or has been tried once.
   *
   * @throws {VenError} with code `MQTT_NOT_INSTALLED`
   */
  readonly ready: Promise<void>;
  readonly #options: MockVtnMqttOptions;
  readonly #logger: Logger;
  readonly #underway: Underway;
  readonly #load: () => Promise<MqttModule>;
  #client: MqttClient | undefined;
  #waiting: Message[] = [];
  #isPublishing = false;
  #isReachable = false;
  #isAwayTold = false;
  #isClosed = false;

  /** @param load - gets the package `mqtt`, which not everybody has */
  constructor(
    options: MockVtnMqttOptions,
    logger: Logger,
    underway: Underway,
    load: () => Promise<MqttModule> = () => import("mqtt"),
  ) {
    this.#options = options;
    this.#logger = logger;
    this.#underway = underway;
    this.#load = load;
    this.ready = this.#connect();
    // Whoever waits for it hears of it; here it is only not to be unheard of.
    this.ready.catch((error) => {
      logger.error({ reason: describeError(error) }, NOTIFY_LOG.mqttFailed);
    });
  }

  publish(topic: string, text: string): void {
    if (this.#isClosed) return;
    this.#waiting.push({ topic, text });
    if (this.#waiting.length > (this.#options.maxWaiting ?? 1_000)) {
      // The first may be on its way.
      this.#waiting.splice(1, 1);
      this.#logger.warn({ topic }, NOTIFY_LOG.dropped);
    }
    this.#publishNext();
  }

  /** Leaves the broker; what still waits is dropped. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#waiting = [];
    await this.#client?.endAsync(true);
    // A failure to start has been logged.
    await this.ready.catch(() => undefined);
    this.#setReachable(false);
  }

  async #connect(): Promise<void> {
    const { url, username, password, ca } = this.#options;
    const { connect } = await this.#load().catch((cause: unknown) => {
      throw new VenError(
        "the mock VTN cannot notify by MQTT without the package mqtt: npm install mqtt@5",
        { code: "MQTT_NOT_INSTALLED", cause },
      );
    });
    if (this.#isClosed) return;
    const client = connect(url, {
      reconnectPeriod: RECONNECT_MS,
      connectTimeout: CONNECT_TIMEOUT_MS,
      ...(username === undefined ? {} : { username }),
      ...(password === undefined ? {} : { password }),
      ...(ca === undefined ? {} : { ca: [ca].flat() }),
    });
    this.#client = client;
    client.on("error", (error) => this.#onFailure(describeError(error)));
    await new Promise<void>((resolve) => {
      client.on("connect", () => {
        this.#setReachable(true);
        this.#isAwayTold = false;
        this.#publishNext();
        resolve();
      });
      client.on("close", () => {
        this.#onFailure("the connection ended");
        resolve();
      });
    });
  }

  #onFailure(reason: string): void {
    if (this.#isClosed) return;
    this.#setReachable(false);
    // Once for each time that the broker is away.
    const level = this.#isAwayTold ? "debug" : "warn";
    this.#isAwayTold = true;
    this.#logger[level]({ reason, retryInMs: RECONNECT_MS }, NOTIFY_LOG.mqttLost);
  }

  /** Messages are under way only while the broker is there: who waits must not wait for it. */
  #setReachable(isReachable: boolean): void {
    if (isReachable === this.#isReachable) return;
    this.#isReachable = isReachable;
    if (!this.#isPublishing) return;
    if (isReachable) this.#underway.begin();
    else this.#underway.end();
  }

  #publishNext(): void {
    if (this.#isPublishing || !this.#isReachable || this.#waiting.length === 0) return;
    this.#isPublishing = true;
    this.#underway.begin();
    this.#publishFirst();
  }

  #publishFirst(): void {
    const [first] = this.#waiting;
    if (first === undefined) {
      this.#isPublishing = false;
      if (this.#isReachable) this.#underway.end();
      return;
    }
    const { isRetained: retain = false } = this.#options;
    // After a loss the client sends it again by itself.
    this.#client?.publish(first.topic, first.text, { qos: 1, retain }, (error) => {
      if (error) this.#logger.warn({ reason: describeError(error) }, NOTIFY_LOG.mqttRefused);
      if (this.#waiting[0] === first) this.#waiting.shift();
      this.#publishFirst();
    });
  }
}
