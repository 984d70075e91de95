import type { Clock, Logger, ReadingSink, ResourceSource } from "@ven/core";
import type { Outbox } from "@ven/store";
import type { VtnAuth, VtnTlsOptions } from "@ven/vtn-client";
import type { OnAmbiguous } from "./delivery/settlement-of.ts";
import type { MeterSource } from "./meter-source.ts";
import type { FilteredReading } from "./reports/select-rows.ts";

/** How a {@link VenManager} reaches its VTN, its meters and its fleet. */
export interface VenManagerOptions {
  /** Base address of the VTN, such as `https://vtn.example.com/openadr3`. */
  readonly vtnUrl: string;
  /**
   * What is spoken with the VTN. `flat` sends each reading in a report of its own; 3.0.1 and 3.1.0
   * send one report per VEN and tick. @defaultValue "flat"
   */
  readonly protocol?: "flat" | "3.0.1" | "3.1.0";
  /** Sent as `Authorization: Bearer`; never logged. Short for an `auth` of kind `bearer`. */
  readonly bearerToken?: string;
  /** How VENs log in. @defaultValue with `bearerToken`, or not at all */
  readonly auth?: VtnAuth;
  /** How single VENs log in, by local name: many VTNs allow one VEN per OAuth client. @defaultValue `auth` */
  readonly venAuth?: Readonly<Record<string, VtnAuth>>;
  /** Who creates the program and the event that reports quote, where VENs may not. @defaultValue each VEN */
  readonly businessLogicAuth?: VtnAuth;
  /** The meters. @defaultValue the shared `MeterDataSimulator` of this process */
  readonly simulator?: MeterSource;
  /** Where the fleet comes from if the meters have none yet, such as the store of `openStore()`. */
  readonly store?: { readonly registry: ResourceSource };
  /**
   * The program that reports quote. @defaultValue none in the flat dialect, else the program
   * "ven-telemetry", which is found or created
   */
  readonly programId?: string;
  /**
   * The event that reports of 3.0.1 and 3.1.0 quote, for ever. @defaultValue one per `eventPeriodMs`,
   * such as "ven-telemetry 2026-11-25T23:00Z", which is found or created
   */
  readonly eventId?: string;
  /**
   * How long reports quote the same event, ms, whole minutes from 60_000 to 2_678_400_000 (31 days).
   * To see whether the VTN has a report, all reports of a VEN that quote its event are read, so the
   * shorter the less; each period leaves an event at the VTN. Without effect beside `eventId`.
   * @defaultValue 3_600_000
   */
  readonly eventPeriodMs?: number;
  /** Report only these loads, such as `["load_0"]`. @defaultValue all */
  readonly loadIds?: readonly string[];
  /** Most requests under way at once, 1 to 1_000. @defaultValue 16 */
  readonly concurrency?: number;
  /** Most requests started per second, evenly spaced; above 0. @defaultValue unlimited */
  readonly maxReportsPerSecond?: number;
  /** Longest wait for one whole answer, ms; 1 to 600_000. @defaultValue 30_000 */
  readonly totalTimeoutMs?: number;
  /** Ends `start` in reports with `Z`. @defaultValue false */
  readonly zonedStart?: boolean;
  /** How requests travel: `plain` is seen by msw, `fast` costs less. @defaultValue "plain" */
  readonly transport?: "plain" | "fast";
  /** Certificates. @defaultValue what the system trusts, and none of our own */
  readonly tls?: VtnTlsOptions;
  /** Allows `http://` to a VTN that is not on this machine. @defaultValue false */
  readonly allowPlainHttp?: boolean;
  /**
   * Where readings wait until the VTN has them, such as that of `openOutbox()`, which outlives the
   * process. Closed by whoever opened it. @defaultValue in memory, for as long as the manager lives
   */
  readonly outbox?: Outbox;
  /**
   * Most readings in one report of 3.0.1 and 3.1.0, 1 to 10_000; lowered by itself where a VTN answers
   * 413. The flat dialect has one. @defaultValue 10_000
   */
  readonly maxReadingsPerReport?: number;
  /** How many ticks go into one report of 3.0.1 and 3.1.0, 1 to 1_000. @defaultValue 1 */
  readonly ticksPerReport?: number;
  /**
   * Report a reading only if it differs by more than this from the last that was reported of its load,
   * W; 0 or more. @defaultValue report all
   */
  readonly deadbandW?: number;
  /** Report only readings for which this is true. It is asked for every reading. @defaultValue all */
  readonly filter?: (reading: FilteredReading) => boolean;
  /**
   * What happens to a report that the VTN may have, where it does not let us look: send it again
   * (`retry`), give it up (`skip`), or keep it as a dead letter (`park`). @defaultValue "retry"
   */
  readonly onAmbiguous?: OnAmbiguous;
  /**
   * How long to wait before looking for a report that the VTN may have, ms; 0 to 600_000. A VTN that
   * stores it later than that has it twice. @defaultValue 2_000
   */
  readonly lookAfterMs?: number;
  /** Longest wait before the first retry, ms; doubled before each later one. @defaultValue 1_000 */
  readonly retryFirstMs?: number;
  /** Longest wait before any retry, ms. @defaultValue 300_000 */
  readonly retryLongestMs?: number;
  /**
   * Most reports per second of readings that are not of the last tick: what the VTN gets at most when
   * it is back; above 0. @defaultValue 200
   */
  readonly maxBacklogReportsPerSecond?: number;
  /**
   * How long a tick waits for the VTN's answers before it leaves the rest to be delivered in the
   * background, ms; 0 to 600_000. @defaultValue 5_000
   */
  readonly reportWaitMs?: number;
  /**
   * Where readings go besides the VTN, such as InfluxDB. The outbox must have been opened with the sinks
   * that {@link outboxSinks} names. @defaultValue none
   */
  readonly sinks?: readonly ReadingSink[];
  /** How long reports wait for the sinks, ms; 0 to 60_000. @defaultValue 500 */
  readonly sinkTimeoutMs?: number;
  /** Uniform in [0, 1): spreads retries. @defaultValue different in every process */
  readonly random?: () => number;
  readonly clock?: Clock;
  /** @defaultValue silent */
  readonly logger?: Logger;
}
