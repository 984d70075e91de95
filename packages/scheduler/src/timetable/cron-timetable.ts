import { InvalidValueError } from "@ven/core";
import { Cron } from "croner";
import { checkTimeZone } from "./time-zone.ts";
import type { Due, Timetable } from "./timetable.ts";

/** Missed ticks are counted one by one up to here; a job by the second may have missed millions. */
const COUNT_LIMIT = 1_000;

/** Ticks of a cron expression in a time zone. croner computes the instants and nothing else. */
export class CronTimetable implements Timetable {
  readonly #cron: Cron;

  /** @throws {InvalidValueError} if the expression or the time zone cannot be understood */
  constructor(expression: string, timeZone: string | undefined) {
    if (timeZone !== undefined) checkTimeZone(timeZone);
    this.#cron = parse(expression, timeZone);
    if (this.#cron.nextRun(new Date(0)) === null) {
      throw new InvalidValueError("cron expression", expression, "no such day ever comes");
    }
  }

  nextAfter(afterMs: number): number {
    return this.#cron.nextRun(new Date(afterMs))?.getTime() ?? Number.POSITIVE_INFINITY;
  }

  newestDue(afterMs: number, untilMs: number): Due | undefined {
    let dueAtMs = afterMs;
    let count = 0;
    for (let next = this.nextAfter(afterMs); next <= untilMs; next = this.nextAfter(dueAtMs)) {
      dueAtMs = next;
      count += 1;
      if (count > COUNT_LIMIT) {
        dueAtMs = this.#newestBefore(untilMs + 1) ?? next;
        break;
      }
    }
    return count > 0 ? { id: dueAtMs / 1000, dueAtMs, count } : undefined;
  }

  #newestBefore(beforeMs: number): number | undefined {
    return this.#cron.previousRuns(1, new Date(beforeMs))[0]?.getTime();
  }
}

function parse(expression: string, timeZone: string | undefined): Cron {
  try {
    return new Cron(expression, {
      mode: "5-or-6-parts",
      // As in Vixie cron: a job at stated times runs once a day, also when the clocks change.
      fixedTimeRule: "no-wildcard",
      ...(timeZone === undefined ? {} : { timezone: timeZone }),
    });
  } catch (cause) {
    const fields = String(expression).trim().split(/\s+/).length;
    const reason =
      fields === 5 || fields === 6
        ? (cause as Error).message.replace(/^CronPattern: /, "")
        : "write 5 fields (minute hour day month weekday) or 6 (a second before them)";
    throw new InvalidValueError("cron expression", expression, reason, { cause });
  }
}
