import { textKey } from "@ven/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CommandAction } from "../../src/demand-response/command.ts";
import type { CommandSpan } from "../../src/demand-response/command-span.ts";
import { directiveAt, directivesOf } from "../../src/demand-response/directive.ts";
import { loadView } from "../support/load-view.ts";

const load = loadView("load", 0);

const action: fc.Arbitrary<CommandAction> = fc.oneof(
  fc.record({ kind: fc.constant("shed" as const), level: fc.constantFrom(0, 1, 2, 3) }),
  fc.record({ kind: fc.constant("powerLimit" as const), limitW: fc.nat(9) }),
  fc.record({ kind: fc.constant("setpoint" as const), temperatureC: fc.nat(9) }),
  fc.record({ kind: fc.constant("setpointOffset" as const), offsetK: fc.nat(9) }),
  fc.record({ kind: fc.constant("dispatch" as const), powerW: fc.nat(9) }),
);

/** Many that overlap, begin together and are of equal priority. */
const commands = fc
  .array(
    fc.record({
      action,
      fromS: fc.nat(30),
      lengthS: fc.oneof(fc.nat(20), fc.constant(Number.POSITIVE_INFINITY)),
      priority: fc.nat(2),
    }),
    { maxLength: 25 },
  )
  .map((all) =>
    all.map(({ action, fromS, lengthS, priority }, n): CommandSpan => {
      const id = `c${n}`;
      return { id, key: textKey(id), action, fromS, toS: fromS + lengthS, priority };
    }),
  );

/** What is obeyed by the plain rule: the lowest priority number, then the latest, then the last received. */
function obeyed(
  all: readonly CommandSpan[],
  kind: CommandAction["kind"],
  atS: number,
): CommandSpan | undefined {
  const inForce = all.filter(
    (span) => span.action.kind === kind && span.fromS <= atS && span.toS > atS,
  );
  const priority = Math.min(...inForce.map((span) => span.priority));
  const foremost = inForce.filter((span) => span.priority === priority);
  const latestS = Math.max(...foremost.map(({ fromS }) => fromS));
  return foremost.findLast(({ fromS }) => fromS === latestS);
}

describe("what a load does about many commands", () => {
  it("is at each second what the foremost command of each kind asks", () => {
    fc.assert(
      fc.property(commands, (all) => {
        const spans = directivesOf(load, all);
        for (let atS = 0; atS < 60; atS += 1) {
          const of = (kind: CommandAction["kind"]) => obeyed(all, kind, atS)?.action;
          expect(directiveAt(spans, atS)).toEqual({
            shedLevel: 0,
            limitW: Number.POSITIVE_INFINITY,
            setpointC: undefined,
            offsetK: 0,
            dispatchW: undefined,
            ...rename(of("shed"), "level", "shedLevel"),
            ...rename(of("powerLimit"), "limitW", "limitW"),
            ...rename(of("setpoint"), "temperatureC", "setpointC"),
            ...rename(of("setpointOffset"), "offsetK", "offsetK"),
            ...rename(of("dispatch"), "powerW", "dispatchW"),
          });
        }
      }),
    );
  });

  it("comes in spans that follow each other, and leaves out when nothing is asked", () => {
    fc.assert(
      fc.property(commands, (all) => {
        const spans = directivesOf(load, all);
        for (const [place, { fromS, toS }] of spans.entries()) {
          expect(toS).toBeGreaterThan(fromS);
          expect(fromS).toBeGreaterThanOrEqual(spans[place - 1]?.toS ?? 0);
          expect(all.some((span) => span.fromS <= fromS && span.toS >= toS)).toBe(true);
        }
      }),
    );
  });
});

function rename(asked: object | undefined, from: string, to: string): object {
  return asked === undefined ? {} : { [to]: (asked as Record<string, unknown>)[from] };
}
