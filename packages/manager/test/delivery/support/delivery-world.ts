import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ReadingColumns, ReadingLayout } from "@ven/core";
import { type MeterSource, outboxSinks, VenManager, type VenManagerOptions } from "@ven/manager";
import { type RunningMockVtn, type StartMockVtnOptions, startMockVtn } from "@ven/mock-vtn";
import { memoryOutbox, type Outbox, openOutbox } from "@ven/store";
import { fleetOf, ScriptedMeters } from "../../support/fake-meters.ts";
import { until } from "./turns.ts";

/** Where readings wait. */
export type Keeping = "in memory" | "on disk";

/** What differs between worlds. */
export interface WorldOptions {
  readonly protocol?: "flat" | "3.0.1" | "3.1.0";
  readonly keeping?: Keeping;
  readonly venIds?: readonly string[];
  readonly resourceCount?: number;
  readonly loadCount?: number;
  readonly vtn?: StartMockVtnOptions;
  readonly manager?: Partial<VenManagerOptions>;
  readonly powerW?: (venId: string, row: number, index: number) => number;
}

/** Meters that give the same layout each tick and write into the manager's columns, as the simulator does. */
class SteadyMeters extends ScriptedMeters {
  readonly #layouts = new Map<string, ReadingLayout>();

  override collectColumns(venId: string, own?: ReadingColumns): ReadingColumns {
    const columns = super.collectColumns(venId);
    const layout = this.#layouts.get(venId) ?? columns.layout;
    this.#layouts.set(venId, layout);
    if (own?.layout !== layout) return { ...columns, layout };
    own.timestampMs.set(columns.timestampMs);
    own.powerW.set(columns.powerW);
    return own;
  }
}

/** A VTN that runs, an outbox, and managers that follow one another on it. */
export class DeliveryWorld implements AsyncDisposable {
  readonly vtn: RunningMockVtn;
  readonly protocol: "flat" | "3.0.1" | "3.1.0";
  readonly meters: MeterSource;
  readonly #options: WorldOptions;
  readonly #folder: string;
  readonly #managers: VenManager[] = [];
  #outbox: Outbox | undefined;

  private constructor(options: WorldOptions, vtn: RunningMockVtn, folder: string) {
    const { venIds = ["Herning"], resourceCount = 2, loadCount = 3, powerW } = options;
    this.#options = options;
    this.vtn = vtn;
    this.#folder = folder;
    this.protocol = options.protocol ?? "3.1.0";
    const fleet = fleetOf(venIds, resourceCount, loadCount);
    this.meters = new SteadyMeters(fleet, powerW ?? ((_, row, index) => row + index / 8));
  }

  static async open(options: WorldOptions = {}): Promise<DeliveryWorld> {
    const folder = await mkdtemp(join(tmpdir(), "ven-delivery-"));
    return new DeliveryWorld(options, await startMockVtn(options.vtn), folder);
  }

  /** The next manager, which has registered the fleet. */
  async manager(more: Partial<VenManagerOptions> = {}): Promise<VenManager> {
    const { venIds = ["Herning"] } = this.#options;
    const manager = new VenManager({
      vtnUrl: this.vtn.vtnUrls[this.protocol],
      protocol: this.protocol,
      simulator: this.meters,
      outbox: await this.outbox(more.sinks),
      retryFirstMs: 20,
      retryLongestMs: 200,
      lookAfterMs: 30,
      ...this.#options.manager,
      ...more,
    });
    this.#managers.push(manager);
    await manager.registerLoadVens(venIds);
    return manager;
  }

  async outbox(sinks?: VenManagerOptions["sinks"]): Promise<Outbox> {
    this.#outbox ??= await this.#openOutbox(sinks);
    return this.#outbox;
  }

  /** Closes the outbox; the next manager opens it anew. One in memory stays. */
  async reopen(): Promise<void> {
    if (this.#options.keeping !== "on disk") return;
    await this.#outbox?.close();
    this.#outbox = undefined;
  }

  async counts() {
    const sink = (await (await this.outbox()).status()).sinks.find((one) => one.sink === "vtn");
    return {
      delivered: sink?.deliveredCount ?? 0,
      waiting: (sink?.pending.readingCount ?? 0) + (sink?.intent.readingCount ?? 0),
      dead: sink?.dead.readingCount ?? 0,
      dropped: sink?.droppedCount ?? 0,
    };
  }

  /** Waits until so many readings are delivered, or dead, or dropped. */
  async settled(readingCount: number): Promise<void> {
    await until(async () => {
      const { delivered, dead, dropped } = await this.counts();
      return delivered + dead + dropped >= readingCount;
    });
  }

  /** The readings that the VTN has, each as text; twice if it has them twice. */
  readings(): readonly string[] {
    const { vtn, protocol } = this;
    if (protocol === "flat") {
      return vtn.vtn.flat.reports.map(
        ({ resource_id, load_component, start, intervals }) =>
          `${resource_id}/${load_component} ${start} ${intervals?.[0]?.payloads[0]?.values[0]}`,
      );
    }
    return vtn.vtn[protocol].reports.flatMap(({ clientName, resources }) =>
      resources.flatMap(({ resourceName, intervalPeriod, intervals }) =>
        intervals.map(
          (interval, index) =>
            `${clientName} ${resourceName} ${interval.intervalPeriod?.start ?? (index === 0 ? intervalPeriod?.start : "?")}`,
        ),
      ),
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#managers.map((manager) => manager.cleanup({ graceMs: 0 })));
    await this.#outbox?.close();
    await this.vtn.close();
    await rm(this.#folder, { recursive: true, force: true });
  }

  #openOutbox(sinks: VenManagerOptions["sinks"]): Promise<Outbox> | Outbox {
    const options = { sinks: outboxSinks(sinks) };
    if (this.#options.keeping !== "on disk") return memoryOutbox(options);
    return openOutbox({
      ...options,
      path: join(this.#folder, "outbox.sqlite"),
      durability: "process",
    });
  }
}
