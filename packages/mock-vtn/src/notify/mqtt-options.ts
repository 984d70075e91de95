import { checkKnownKeys, InvalidValueError, type KeysOf } from "@ven/core";
import type { MqttNotifierAuthentication } from "@ven/openadr-schema/3.1.0";

/** The MQTT broker through which a mock VTN notifies; needs the package `mqtt`. */
export interface MockVtnMqttOptions {
  /** Where the VTN publishes: `mqtt:`, `mqtts:`, `ws:` or `wss:`. */
  readonly url: string;
  /** How the VTN logs in. */
  readonly username?: string;
  readonly password?: string;
  /** Certificates to trust instead of the well-known ones, PEM. */
  readonly ca?: string | readonly string[];
  /** Where `GET /notifiers` sends clients. @defaultValue `[url]` */
  readonly clientUrls?: readonly string[];
  /** How clients log in to the broker. @defaultValue `{ method: "ANONYMOUS" }` */
  readonly authentication?: MqttNotifierAuthentication;
  /** What every topic begins with, such as `vtn-1/`; no `+`, `#`. @defaultValue "" */
  readonly topicPrefix?: string;
  /** Whether the broker keeps the last notification of each topic. @defaultValue false */
  readonly isRetained?: boolean;
  /** How many notifications wait for the broker; 1 to 1_000_000. @defaultValue 1_000 */
  readonly maxWaiting?: number;
}

const OPTION_KEYS: KeysOf<MockVtnMqttOptions> = {
  url: true,
  username: true,
  password: true,
  ca: true,
  clientUrls: true,
  authentication: true,
  topicPrefix: true,
  isRetained: true,
  maxWaiting: true,
};

/** @throws {InvalidValueError} if there is no such option, or an address is none of a broker or holds a credential */
export function checkMqttOptions(options: MockVtnMqttOptions): void {
  checkKnownKeys("mqtt", options, OPTION_KEYS);
  const { url, clientUrls = [], topicPrefix = "", maxWaiting = 1 } = options;
  for (const address of [url, ...clientUrls]) {
    if (!URL.canParse(address) || !/^(mqtts?|wss?):\/\//i.test(address)) {
      throw new InvalidValueError("mqtt: url", "(hidden)", "write it like mqtt://localhost:1883");
    }
    const { username, password } = new URL(address);
    if (username === "" && password === "") continue;
    throw new InvalidValueError("mqtt: url", "(hidden)", "give username and password apart");
  }
  if (!/^[^+#\0]{0,256}$/u.test(topicPrefix)) {
    const rule = "give at most 256 characters without + and #";
    throw new InvalidValueError("mqtt: topicPrefix", topicPrefix, rule);
  }
  if (!Number.isInteger(maxWaiting) || maxWaiting < 1 || maxWaiting > 1_000_000) {
    throw new InvalidValueError(
      "mqtt: maxWaiting",
      maxWaiting,
      "give a whole number, 1 to 1000000",
    );
  }
}
