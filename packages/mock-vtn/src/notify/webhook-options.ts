import { checkKnownKeys, InvalidValueError, type KeysOf } from "@ven/core";

/** How a mock VTN calls the receivers of subscriptions. */
export interface MockVtnWebhookOptions {
  /** Whether a receiver must answer the `?echo=` challenge. @defaultValue true */
  readonly hasChallenge?: boolean;
  /**
   * Whether others than this machine reach the VTN, who must not use it to reach what they cannot.
   *
   * @defaultValue whether `startMockVtn` listens on more than this machine
   */
  readonly isExposed?: boolean;
  /**
   * Hosts that may be called by http and https, wherever they lead. Otherwise http leads to this
   * machine alone; and a VTN that others reach calls public addresses alone, by https.
   *
   * @defaultValue none
   */
  readonly allowedHosts?: readonly string[];
  /** Certificates to trust beside the well-known ones, PEM. @defaultValue none */
  readonly ca?: string | readonly string[];
  /** Longest wait for the whole answer of a receiver, ms; 1 to 600_000. @defaultValue 10_000 */
  readonly timeoutMs?: number;
  /** How often each notification is tried; 1 to 100. @defaultValue 5 */
  readonly maxTries?: number;
  /** Pause before the second try, ms; doubled before each further one. 0 to 60_000. @defaultValue 1_000 */
  readonly firstPauseMs?: number;
  /** How many notifications of one receiver of a subscription wait; 1 to 1_000_000. @defaultValue 1_000 */
  readonly maxWaiting?: number;
}

/** Options with every choice made. */
export type WebhookSettings = Required<Omit<MockVtnWebhookOptions, "ca">> &
  Pick<MockVtnWebhookOptions, "ca">;

const OPTION_KEYS: KeysOf<MockVtnWebhookOptions> = {
  hasChallenge: true,
  isExposed: true,
  allowedHosts: true,
  ca: true,
  timeoutMs: true,
  maxTries: true,
  firstPauseMs: true,
  maxWaiting: true,
};

/** @throws {InvalidValueError} if there is no such option, or one is out of its range */
export function checkWebhookOptions(options: MockVtnWebhookOptions): WebhookSettings {
  checkKnownKeys("webhooks", options, OPTION_KEYS);
  const settings: WebhookSettings = {
    hasChallenge: true,
    isExposed: false,
    allowedHosts: [],
    timeoutMs: 10_000,
    maxTries: 5,
    firstPauseMs: 1_000,
    maxWaiting: 1_000,
    ...options,
  };
  checkWhole("timeoutMs", settings.timeoutMs, 1, 600_000);
  checkWhole("maxTries", settings.maxTries, 1, 100);
  checkWhole("firstPauseMs", settings.firstPauseMs, 0, 60_000);
  checkWhole("maxWaiting", settings.maxWaiting, 1, 1_000_000);
  return settings;
}

function checkWhole(name: string, value: number, min: number, max: number): void {
  if (Number.isInteger(value) && value >= min && value <= max) return;
  throw new InvalidValueError(`webhooks: ${name}`, value, `give a whole number, ${min} to ${max}`);
}
