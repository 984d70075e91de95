import { VenManager, type VenManagerOptions } from "@ven/manager";
import type { RunningMockVtn } from "@ven/mock-vtn";
import type { NewOutboxEntry, Outbox } from "@ven/store";
import { type FleetShape, readingIdsOf, rowsPerVen, venIdsOf } from "../fleet/chaos-fleet.ts";
import { ChaosMeters } from "../fleet/chaos-meters.ts";
import { offeredReadings } from "../fleet/offered-readings.ts";
import type { ChaosEvent } from "../history/chaos-event.ts";
import { judgeHistory, type Verdict } from "../history/judge-history.ts";
import { watchedOutbox } from "../sender/watched-outbox.ts";
import { keptOf } from "../sender/what-is-left.ts";
import { FOREIGN_CLIENT } from "../vtn/foreign-names.ts";
import { storedReadings } from "../vtn/stored-readings.ts";

/** Who reports where, and through which outbox. */
export interface WatchedFleetOptions {
  readonly running: RunningMockVtn;
  /** How the VTN is reached. @defaultValue directly */
  readonly vtnUrl?: string;
  readonly shape: FleetShape;
  readonly outbox: Outbox;
  /** The first tick. @defaultValue 0 */
  readonly firstTick?: number;
  /** What was seen already; it goes on there. @defaultValue nothing */
  readonly events?: ChaosEvent[];
  /** Whether somebody else writes down what the VTN stores. @defaultValue false */
  readonly isVtnWatched?: boolean;
  readonly manager?: Omit<VenManagerOptions, "vtnUrl" | "protocol" | "simulator" | "outbox">;
}

/** A fleet that reports in this process, and everything that was seen of it. */
export class WatchedFleet {
  readonly manager: VenManager;
  readonly events: ChaosEvent[];
  readonly #options: WatchedFleetOptions;
  readonly #meters: ChaosMeters;
  readonly #stopListening: () => void;

  constructor(options: WatchedFleetOptions) {
    const { running, shape, outbox, firstTick = 0, manager } = options;
    this.#options = options;
    this.events = options.events ?? [];
    this.#meters = new ChaosMeters(shape, firstTick - 1);
    this.#stopListening =
      options.isVtnWatched === true ? () => undefined : watchVtn(running, this.events);
    this.manager = new VenManager({
      vtnUrl: options.vtnUrl ?? running.vtnUrls["3.1.0"],
      protocol: "3.1.0",
      simulator: this.#meters,
      outbox: watchedOutbox(
        outbox,
        (entry) => this.#readingsOf(entry),
        (...events) => this.events.push(...events),
      ),
      ...manager,
    });
  }

  /** Registers all VENs, and goes on with what an earlier life left. */
  async register(): Promise<void> {
    await this.manager.registerLoadVens(venIdsOf(this.#options.shape));
    this.manager.resume();
  }

  /** Reads all meters once and has the readings kept, and sent as far as that goes at once. */
  async tick(): Promise<void> {
    const { shape } = this.#options;
    const tick = this.#meters.tick + 1;
    this.events.push({ kind: "offered", tick, readings: offeredReadings(shape, tick) });
    await this.manager.generateReports();
  }

  /** Judges everything so far. */
  async judge(): Promise<Verdict> {
    const kept = await keptOf(this.#options.outbox, ({ stream, atMs }) =>
      readingIdsOf(this.#options.shape, stream, atMs),
    );
    return judgeHistory([...this.events, ...kept]);
  }

  /** Ends the manager, not the outbox. */
  async close(): Promise<void> {
    await this.manager.cleanup();
    this.#stopListening();
  }

  /** Of an entry that is a part of another nobody but the sender knows what is in it. */
  #readingsOf({ stream, atMs, count }: NewOutboxEntry): readonly string[] {
    const { shape } = this.#options;
    return count === rowsPerVen(shape) ? readingIdsOf(shape, stream, atMs) : [];
  }
}

/** Writes down what a VTN stores. @returns what ends that */
export function watchVtn(running: RunningMockVtn, events: ChaosEvent[]): () => void {
  return running.vtn["3.1.0"].onReport((report) => {
    const { reportName, clientName } = report;
    if (clientName === FOREIGN_CLIENT) return;
    const readings = storedReadings(report);
    events.push({ kind: "stored", reportName: reportName ?? "", readings });
  });
}
