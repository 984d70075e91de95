import type { Clock, Logger } from "@ven/core";
import type { MockVtnClient } from "./auth/mock-vtn-client.ts";
import type { FaultRule } from "./faults/fault-rule.ts";
import type { MockVtnMqttOptions } from "./notify/mqtt-options.ts";
import type { MockVtnWebhookOptions } from "./notify/webhook-options.ts";
import type { MockVtnPersonality } from "./personality/personality.ts";

/** How a mock VTN behaves. Without `bearerToken` and `clients` it is open: everybody may do everything. */
export interface MockVtnOptions {
  /**
   * Tokens with all rights, of business logic and of a VEN: 1 to 8,192 visible ASCII characters each.
   *
   * @defaultValue none
   */
  readonly bearerToken?: string | readonly string[];
  /** The OAuth clients that `/auth/token` hands out tokens to; at least one. @defaultValue none */
  readonly clients?: readonly MockVtnClient[];
  /** How long a token is good for, seconds; 0 or less makes expired ones. @defaultValue 3_600 */
  readonly tokenLifetimeS?: number;
  /** Whether `/auth/token` leaves out `expires_in`. @defaultValue false */
  readonly omitExpiresIn?: boolean;
  /** What `/auth/server` names, if not the VTN's own `/auth/token`. @defaultValue its own */
  readonly tokenUrl?: string;
  /** What it does as some real VTNs do. @defaultValue as the specification says */
  readonly personality?: MockVtnPersonality;
  /** How many reports of each protocol it keeps; it counts all. 1 to 1_000_000_000. @defaultValue 10_000 */
  readonly maxReports?: number;
  /** How long the kept reports of each protocol may be together, bytes. @defaultValue 67_108_864 */
  readonly maxReportBytes?: number;
  /** How many objects of each other kind and protocol it takes. @defaultValue 100_000 */
  readonly maxObjects?: number;
  /** Largest request body, bytes. @defaultValue 5_242_880 */
  readonly maxBodyBytes?: number;
  /** How many requests the log keeps; it counts all. 1 to 1_000_000_000. @defaultValue 1_000 */
  readonly maxRequests?: number;
  /** What goes wrong from the start; see also `faults` of the VTN. @defaultValue nothing */
  readonly faults?: readonly FaultRule[];
  /** How the receivers of subscriptions are called. @defaultValue see there */
  readonly webhooks?: MockVtnWebhookOptions;
  /** The broker through which 3.1.0 notifies by MQTT. @defaultValue none */
  readonly mqtt?: MockVtnMqttOptions;
  /** Where dates, the age of tokens and every wait come from. @defaultValue the system's */
  readonly clock?: Clock;
  /** @defaultValue silent */
  readonly logger?: Logger;
}
