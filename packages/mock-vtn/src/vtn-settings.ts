import {
  type Clock,
  checkKnownKeys,
  InvalidValueError,
  type KeysOf,
  type Logger,
  silentLogger,
  systemClock,
} from "@ven/core";
import { checkClients, type MockVtnClient } from "./auth/mock-vtn-client.ts";
import type { FaultRule } from "./faults/fault-rule.ts";
import type { MockVtnOptions } from "./mock-vtn-options.ts";
import { checkMqttOptions, type MockVtnMqttOptions } from "./notify/mqtt-options.ts";
import { checkWebhookOptions, type WebhookSettings } from "./notify/webhook-options.ts";
import { checkPersonality, type Personality } from "./personality/personality.ts";
import type { RecordBounds } from "./store/record-index.ts";

/** The options of a mock VTN, checked, each with its default. */
export interface VtnSettings {
  readonly bearerTokens: readonly string[] | undefined;
  readonly clients: readonly MockVtnClient[];
  readonly tokenLifetimeS: number;
  readonly omitExpiresIn: boolean;
  readonly tokenUrl: string | undefined;
  readonly personality: Personality;
  readonly reportBounds: RecordBounds;
  readonly maxObjects: number;
  readonly maxBodyBytes: number;
  readonly maxRequests: number;
  readonly faults: readonly FaultRule[];
  readonly webhooks: WebhookSettings;
  readonly mqtt: MockVtnMqttOptions | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
}

const OPTION_KEYS: KeysOf<MockVtnOptions> = {
  bearerToken: true,
  clients: true,
  tokenLifetimeS: true,
  omitExpiresIn: true,
  tokenUrl: true,
  personality: true,
  maxReports: true,
  maxReportBytes: true,
  maxObjects: true,
  maxBodyBytes: true,
  maxRequests: true,
  faults: true,
  webhooks: true,
  mqtt: true,
  clock: true,
  logger: true,
};

/** @throws {InvalidValueError} if there is no such option, or one is out of its range */
export function vtnSettings(options: MockVtnOptions): VtnSettings {
  checkKnownKeys("mock VTN", options, OPTION_KEYS);
  const { bearerToken, clients, tokenLifetimeS = 3_600, tokenUrl } = options;
  if (clients !== undefined) checkClients(clients);
  if (!Number.isInteger(tokenLifetimeS) || Math.abs(tokenLifetimeS) > 1e9) {
    const rule = "give whole seconds, -1000000000 to 1000000000";
    throw new InvalidValueError("tokenLifetimeS", tokenLifetimeS, rule);
  }
  if (tokenUrl !== undefined && !URL.canParse(tokenUrl)) {
    throw new InvalidValueError("tokenUrl", tokenUrl, "give a whole address");
  }
  if (options.mqtt !== undefined) checkMqttOptions(options.mqtt);
  return {
    bearerTokens: bearerToken === undefined ? undefined : [bearerToken].flat(),
    clients: clients ?? [],
    tokenLifetimeS,
    omitExpiresIn: options.omitExpiresIn ?? false,
    tokenUrl,
    personality: checkPersonality(options.personality ?? {}),
    reportBounds: {
      maxCount: checkCount("maxReports", options.maxReports ?? 10_000),
      maxBytes: checkCount("maxReportBytes", options.maxReportBytes ?? 67_108_864),
    },
    maxObjects: checkCount("maxObjects", options.maxObjects ?? 100_000),
    maxBodyBytes: checkCount("maxBodyBytes", options.maxBodyBytes ?? 5_242_880),
    maxRequests: checkCount("maxRequests", options.maxRequests ?? 1_000),
    faults: options.faults ?? [],
    webhooks: checkWebhookOptions(options.webhooks ?? {}),
    mqtt: options.mqtt,
    clock: options.clock ?? systemClock,
    logger: options.logger ?? silentLogger,
  };
}

function checkCount(name: string, value: number): number {
  if (!Number.isInteger(value) || value < 1 || value > 1e9) {
    throw new InvalidValueError(name, value, "give a whole number, 1 to 1000000000");
  }
  return value;
}
