import { copyFileSync, existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BASE_PATHS, type FaultRule } from "@ven/mock-vtn";
import { type Outbox, openOutbox } from "@ven/store";
import type { FleetShape } from "../fleet/chaos-fleet.ts";
import type { ChaosEvent } from "../history/chaos-event.ts";
import type { Verdict } from "../history/judge-history.ts";
import { leftIn } from "../sender/what-is-left.ts";
import { foreignNames } from "../vtn/foreign-names.ts";
import { type PersonalityName, personalityOf } from "../vtn/personality.ts";
import { ManualWorld } from "../world/manual-world.ts";
import { WatchedFleet, watchVtn } from "../world/watched-fleet.ts";
import { cuttableLine } from "./cuttable-line.ts";
import { severableOutbox } from "./severable-outbox.ts";

/** Longest wait for everything to arrive in the end, s of the manual clock. */
const LONGEST_DRAIN_S = 3_600;

interface Life {
  readonly fleet: WatchedFleet;
  readonly outbox: Outbox;
  readonly file: Outbox;
  readonly sever: () => void;
}

/**
 * A fleet that may die at any moment, on a manual clock and a file on disk, in this process: what a dead
 * fleet still does, as its process goes on in truth, reaches neither the file nor the VTN.
 */
export class MortalFleet implements AsyncDisposable {
  readonly world: ManualWorld;
  readonly events: ChaosEvent[] = [];
  readonly #folder: string;
  readonly #shape: FleetShape;
  readonly #dead: Life[] = [];
  #lives = 0;
  #life: Life | undefined;

  private constructor(world: ManualWorld, folder: string) {
    this.world = world;
    watchVtn(world.running, this.events);
    this.#folder = folder;
    this.#shape = {
      venCount: 2,
      siteCount: 1,
      loadCount: 3,
      firstAtMs: world.clock.now(),
      stepMs: 10_000,
    };
  }

  static async open(personality: PersonalityName): Promise<MortalFleet> {
    const world = await ManualWorld.open({ personality: personalityOf(personality) });
    const { vtn } = world.running;
    if (personality === "foreign 409") vtn.faults.add(foreignNames(vtn, "3.1.0", "model"));
    const fleet = new MortalFleet(world, await mkdtemp(join(tmpdir(), "ven-chaos-model-")));
    await fleet.#start(0);
    return fleet;
  }

  /** Reads the meters once. */
  async tick(): Promise<void> {
    const { fleet } = this.#living;
    await this.world.passUntil(fleet.tick(), 1_000);
    await this.world.pass(this.#shape.stepMs, 1_000);
  }

  /** Begins a tick, dies so many turns of the event loop later, and lives again. */
  async crashWithinTick(turns: number): Promise<void> {
    const ticking = this.#living.fleet.tick();
    ticking.catch(() => undefined);
    for (let turn = 0; turn < turns; turn += 1) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    await this.crash();
  }

  /** Dies and lives again, on what the file holds at this moment. */
  async crash(): Promise<void> {
    this.#living.sever();
    this.#dead.push(this.#living);
    this.#life = undefined;
    this.#lives += 1;
    copyFile(this.#path(this.#lives - 1), this.#path(this.#lives));
    // The tick that was begun last runs again.
    await this.#start(lastOfferedTick(this.events));
  }

  /** Something goes wrong from now on. */
  addFault(rule: FaultRule): void {
    this.world.running.vtn.faults.add(rule);
  }

  /** Lets everything arrive that is left, and judges all that happened. */
  async end(): Promise<Verdict> {
    for (const added of this.world.running.vtn.faults.added) added.remove();
    const { outbox, fleet } = this.#living;
    for (let second = 0; second < LONGEST_DRAIN_S && (await leftIn(outbox)) > 0; second += 5) {
      await this.world.pass(5_000, 1_000);
    }
    return fleet.judge();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const lives = [...this.#dead, ...(this.#life === undefined ? [] : [this.#life])];
    for (const { sever } of lives) sever();
    await Promise.all(lives.map(({ file }) => file.close()));
    await this.world[Symbol.asyncDispose]();
    await rm(this.#folder, { recursive: true, force: true });
  }

  get #living(): Life {
    if (this.#life === undefined) throw new Error("it is dead");
    return this.#life;
  }

  async #start(firstTick: number): Promise<void> {
    const { clock, running } = this.world;
    const path = this.#path(this.#lives);
    const file = await openOutbox({ path, durability: "process", clock });
    const { outbox, sever } = severableOutbox(file);
    const line = await cuttableLine(running.port);
    const fleet = new WatchedFleet({
      running,
      vtnUrl: `http://127.0.0.1:${line.port}${BASE_PATHS["3.1.0"]}`,
      shape: this.#shape,
      outbox,
      firstTick,
      events: this.events,
      isVtnWatched: true,
      manager: { clock, maxReadingsPerReport: 4 },
    });
    this.#life = {
      fleet,
      outbox,
      file,
      sever() {
        sever();
        line.cut();
      },
    };
    await this.world.passUntil(fleet.register(), 1_000);
  }

  #path(life: number): string {
    return join(this.#folder, `outbox-${life}.sqlite`);
  }
}

function lastOfferedTick(events: readonly ChaosEvent[]): number {
  const last = events.findLast((event) => event.kind === "offered");
  return last?.kind === "offered" ? last.tick : 0;
}

/** A database and what was not yet written into it, as the end of a process leaves them. */
function copyFile(from: string, to: string): void {
  copyFileSync(from, to);
  if (existsSync(`${from}-wal`)) copyFileSync(`${from}-wal`, `${to}-wal`);
}
