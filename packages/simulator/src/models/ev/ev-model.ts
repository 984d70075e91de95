import { mixedWord } from "@ven/core";
import { directivesOf } from "../../demand-response/directive.ts";
import type { DayModel } from "../load-model.ts";
import { ChargePath } from "../storage/charge-path.ts";
import { heldDirectives } from "../storage/held-directives.ts";
import { chargeSession } from "./charge-session.ts";
import { evSession } from "./ev-session.ts";
import type { EvSpec } from "./ev-spec.ts";

/** Never reuse a number. */
const STREAM = { restart: 4_101 } as const;

/**
 * A car that is charged at home: on most days it comes, is charged, and leaves, mostly the next morning.
 * Its charge is known while it is there, `NaN` otherwise; with what it lacks when it leaves it goes.
 */
export function evModel(spec: EvSpec): DayModel {
  const path = new ChargePath();
  return {
    kind: "day",
    trace(load, day, commands) {
      // No stay is longer than 22 h: those of yesterday and today are all there can be.
      const { calendar } = load.surroundings;
      path.clear();
      const restartS = Math.floor(
        (mixedWord(load.key, STREAM.restart, 0) / 0x1_0000_0000) * spec.longestRestartS,
      );
      const directives =
        commands.length === 0 ? [] : heldDirectives(directivesOf(load, commands), restartS);
      for (const begun of [calendar.day(day.index - 1), day]) {
        const session = evSession(spec, load, begun);
        if (session !== undefined) chargeSession(spec, session, directives, path);
      }
      return path.trace(day);
    },
  };
}
