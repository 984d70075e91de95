import type { FaultRule } from "@ven/mock-vtn";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isClean } from "../../scripts/chaos/history/judge-history.ts";
import { MortalFleet } from "../../scripts/chaos/model/mortal-fleet.ts";
import { PERSONALITIES } from "../../scripts/chaos/vtn/personality.ts";

/** What is certain of a fleet without looking at it. */
interface Model {
  crashes: number;
}

type Step = fc.AsyncCommand<Model, MortalFleet>;

const reports = { method: "POST", path: "/reports" } as const;

const FAULTS: Readonly<Record<string, Omit<FaultRule, "times">>> = {
  "refuses before storing": { ...reports, fault: { kind: "status", status: 503 } },
  "stores and resets": { ...reports, fault: { kind: "reset", when: "afterStoring" } },
  "resets before storing": { ...reports, fault: { kind: "reset" } },
  "stores and hangs": { ...reports, fault: { kind: "hang", when: "afterStoring" } },
  "stores and answers a page": {
    ...reports,
    fault: { kind: "status", status: 500, body: "html", when: "afterStoring" },
  },
  "stores and answers nonsense": { ...reports, fault: { kind: "malformed", body: "notJson" } },
  "asks to wait": { ...reports, fault: { kind: "retryAfter", status: 429, delayMs: 15_000 } },
  "does not let look": { method: "GET", path: "/reports", fault: { kind: "status", status: 503 } },
  "is away": { fault: { kind: "reset" } },
};

class Tick implements Step {
  check = () => true;
  run = (_: Model, fleet: MortalFleet) => fleet.tick();
  toString = () => "tick";
}

class Pass implements Step {
  constructor(readonly seconds: number) {}
  check = () => true;
  run = (_: Model, fleet: MortalFleet) => fleet.world.pass(this.seconds * 1_000, 1_000);
  toString = () => `${this.seconds} s pass`;
}

class Crash implements Step {
  check = (model: Readonly<Model>) => model.crashes < 5;
  async run(model: Model, fleet: MortalFleet) {
    model.crashes += 1;
    await fleet.crash();
  }
  toString = () => "crash";
}

/** Dies while a tick is on its way, after so many turns of the event loop. */
class CrashWithin implements Step {
  constructor(readonly turns: number) {}
  check = (model: Readonly<Model>) => model.crashes < 5;
  async run(model: Model, fleet: MortalFleet) {
    model.crashes += 1;
    await fleet.crashWithinTick(this.turns);
  }
  toString = () => `crash ${this.turns} turns into a tick`;
}

class Break implements Step {
  constructor(
    readonly name: string,
    readonly times: number,
  ) {}
  check = () => true;
  async run(_: Model, fleet: MortalFleet) {
    const rule = FAULTS[this.name];
    if (rule !== undefined) fleet.addFault({ ...rule, times: this.times });
  }
  toString = () => `VTN ${this.name}, ${this.times} times`;
}

const steps = fc.commands(
  [
    fc.constant(new Tick()),
    fc.constant(new Crash()),
    fc.nat({ max: 40 }).map((turns) => new CrashWithin(turns)),
    fc.integer({ min: 1, max: 60 }).map((seconds) => new Pass(seconds)),
    fc
      .tuple(fc.constantFrom(...Object.keys(FAULTS)), fc.integer({ min: 1, max: 4 }))
      .map(([name, times]) => new Break(name, times)),
  ],
  { maxCommands: 14 },
);

describe("delivery, whatever happens in whatever order", () => {
  it("takes every accepted reading to the VTN exactly once, through crashes and faults", async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...PERSONALITIES), steps, async (personality, commands) => {
        await using fleet = await MortalFleet.open(personality);
        await fc.asyncModelRun(() => ({ model: { crashes: 0 }, real: fleet }), commands);
        const verdict = await fleet.end();
        expect(verdict).toMatchObject({ waiting: 0, dead: 0 });
        expect([isClean(verdict), verdict]).toEqual([true, verdict]);
      }),
      { numRuns: 15, endOnFailure: false },
    );
  }, 60_000);
});
