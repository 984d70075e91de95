import { ManualClock } from "@ven/core/testing";
import { type Command, createSimulator } from "@ven/simulator";
import { describe, expect, it } from "vitest";
import { houses } from "../support/metered-fleet.ts";

const make = (options = {}) =>
  createSimulator({ fleet: houses(1, [{}]), clock: new ManualClock(0), ...options });

const good: Command = { id: "x", action: { kind: "shed", level: 3 }, startMs: 0 };

describe("a command", () => {
  it.each<[unknown, RegExp]>([
    [undefined, /command undefined.*object.*action/],
    [{ id: "x", startMs: 0 }, /command action undefined.*shed, powerLimit/],
    [{ ...good, action: { kind: "shet" } }, /command action "shet".*shed, powerLimit/],
    [{ ...good, action: "shed" }, /command action "shed"/],
    [{ ...good, action: { kind: "shed", limitW: 5 } }, /command action\.limitW 5.*level/],
    [{ ...good, action: { kind: "powerLimit", limitW: Infinity } }, /limitW Infinity/],
    [{ ...good, end: 5 }, /command\.end 5.*did you mean endMs/],
    [{ ...good, endMs: 0 }, /command endMs 0.*after startMs/],
    [{ ...good, endMs: Infinity }, /command endMs Infinity.*leave it out/],
    [{ ...good, startMs: "0" }, /command startMs "0".*finite/],
    [{ ...good, colour: "red" }, /command\.colour "red".*give one of id, action/],
    [
      { ...good, targets: { loadId: ["load_0"] } },
      /command targets\.loadId array.*did you mean loadIds/,
    ],
    [{ ...good, targets: ["ev"] }, /command targets array.*object.*kinds/],
    [{ ...good, targets: { kinds: "ev" } }, /command targets\.kinds "ev".*list/],
    [{ ...good, onDone: Math.max }, /command\.onDone/],
  ])("is refused by the name of what is wrong in it: case %#", (command, rule) => {
    const simulator = make();
    expect(() => simulator.receive(command as Command)).toThrow(rule);
    expect(simulator.commands).toEqual([]);
  });

  it("is received at some instant", () => {
    expect(() => make().receive(good, Number.NaN)).toThrow(/receivedAtMs NaN.*epoch ms/);
  });

  it.each<[unknown, RegExp]>([
    [{}, /commands object.*list/],
    [[good], /commands\[0\].*\{ kind: "command", receivedAtMs, command \}/],
    [[undefined], /commands\[0\].*\{ kind: "command", receivedAtMs, command \}/],
    [[{ kind: "command", command: good }], /commands\[0\].*receivedAtMs undefined.*epoch ms/],
    [[{ kind: "cancel", receivedAtMs: 0, command: "x" }], /commands\[0\].*did you mean commandId/],
  ])("that was received before is an entry of a list: case %#", (commands, rule) => {
    expect(() => make({ commands })).toThrow(rule);
  });

  it("that was received before is copied", () => {
    const action = { kind: "shed", level: 3 as 0 | 3 };
    const simulator = make({
      commands: [{ kind: "command", receivedAtMs: 0, command: { ...good, action } }],
    });
    action.level = 0;
    expect(simulator.commands).toMatchObject([{ command: { action: { level: 3 } } }]);
  });
});
