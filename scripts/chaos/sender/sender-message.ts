import type { OpenOutboxOptions } from "@ven/store";
import type { FleetShape } from "../fleet/chaos-fleet.ts";
import type { Kill } from "./kill-point.ts";

/** What a process that sends is started with, as JSON in its first argument. */
export interface SenderSettings {
  readonly vtnUrl: string;
  readonly protocol: "flat" | "3.0.1" | "3.1.0";
  /** Whether it logs in, with what the environment says: see `authFromEnvironment`. */
  readonly logsIn: boolean;
  readonly shape: FleetShape;
  readonly outboxPath: string;
  readonly durability: NonNullable<OpenOutboxOptions["durability"]>;
  /** Where it writes down what it does; a later life goes on behind. */
  readonly journalPath: string;
  /** It stops before this tick. */
  readonly endTick: number;
  /** Between two ticks, ms. */
  readonly pauseMs: number;
  readonly maxReadingsPerReport: number;
  /** How it ends itself; the points that only others see are theirs. */
  readonly kill?: Kill;
  /** Sends again without looking, to show that the checker sees what comes of it. */
  readonly isBlind: boolean;
  /** How long it may take to deliver what waits after its last tick, ms. */
  readonly drainMs: number;
}

/** What a process that sends tells. */
export type SenderNews =
  | { /** Its first tick began. */ readonly kind: "started" }
  | {
      /** Nothing waits any more, or the time was up. */
      readonly kind: "ended";
      readonly waiting: number;
      readonly unhandled: number;
    };
