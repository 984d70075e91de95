import { InvalidValueError } from "@ven/core";
import { checkOpenAdrVersion } from "../check-openadr-version.ts";
import { AGGREGATED_REPORT } from "../enumerations/report-payload-types.ts";
import { BinaryHeap } from "../intervals/binary-heap.ts";
import { isCancelledEvent } from "../intervals/is-cancelled-event.ts";
import type { EventTimeOptions } from "../intervals/place-intervals.ts";
import { intervalSequence } from "./interval-sequence.ts";
import type { AskedReport, ReportObligation, ScheduledReport } from "./report-obligation.ts";
import {
  type DueReport,
  dueReports,
  START_INTERVAL_READINGS,
  type StartIntervalReading,
  scheduleOf,
} from "./report-schedule.ts";
import { type DescriptorOf, isReportOnlyEvent, type ReportingEvent } from "./reporting-event.ts";

/** What {@link reportObligations} depends on. */
export interface ReportObligationsOptions extends EventTimeOptions {
  /**
   * Of what was due by then, only the latest report of each descriptor is still asked for, epoch ms;
   * `-Infinity` asks for all. @defaultValue `nowAtMs`
   */
  readonly fromAtMs?: number;
  /** What `startInterval` names, other than -1. @defaultValue "generation-point" */
  readonly startIntervalReading?: StartIntervalReading;
}

/**
 * Tells which reports an event asks for, when each is due and what it covers: first those that are
 * left to the VEN, then the others in the order in which they are due, as far as you ask.
 *
 * ```text
 *  intervals                   |--0--|--1--|--2--|--3--|--4--|--5--|
 *
 *  { payloadType } alone       ====================================^   once, after the last interval
 *  historical: false           ^===================================    once, before the first
 *
 *  startInterval 1, numIntervals 2, frequency 2, repeat 3
 *    "generation-point"        ============^                           due at the end of interval 1
 *                                          ============^
 *                                                      ============^
 *    "first-covered"                 ============^                     covers from interval 1 on
 *                                                ============^
 *                                                            ======^
 *
 *  startInterval 0, numIntervals 3, frequency 1, repeat -1, historical: false
 *                              ^=================                      due when interval 0 begins
 *                                    ^=================
 *                                          ^=================          ... until the event ends
 * ```
 *
 * - `startInterval` contradicts itself: the OpenAPI file says "the interval on which to generate a
 *   report", and two examples of the User Guide's 7.5 and those of 8.7 and 8.8 agree; a third, and the
 *   text on "the last 5" of 10 intervals, take it for the first interval covered. Hence the option. -1
 *   is the last interval, or the first for a report that looks ahead.
 * - `numIntervals` -1 is all intervals; `frequency` -1 is as many as `numIntervals`, 0 is an ad hoc
 *   report; `repeat` -1 goes on until the event ends.
 * - Reports go on through the passes of a looping event; -1 then means the last interval of a pass.
 * - An event without intervals implies them, one `intervalPeriod.duration` after the other (8.7). If
 *   it has no such length either, or is report-only in the form of a cancelled event (8.6), its
 *   reports are ad hoc. A cancelled event asks for none, and one that never ends never for its last.
 * - Of reports that were due before the event was read, the latest is due at once and the others are
 *   not asked for (7.5, "'do it now' event reporting").
 *
 * OpenADR 3.1.0 User Guide 7.5, "Report Management"; 7.7, "Aggregated Report".
 *
 * @returns starts over each time it is walked
 * @throws {InvalidValueError} at once, naming event and interval or descriptor
 */
export function reportObligations<Event extends ReportingEvent>(
  event: Event,
  options: ReportObligationsOptions,
): Iterable<ReportObligation<Event>> {
  const { fromAtMs = options.nowAtMs, startIntervalReading = "generation-point" } = options;
  checkOpenAdrVersion(options.version);
  if (Number.isNaN(fromAtMs)) {
    throw new InvalidValueError("fromAtMs", fromAtMs, "give epoch milliseconds");
  }
  if (!START_INTERVAL_READINGS.includes(startIntervalReading)) {
    const rule = `give ${START_INTERVAL_READINGS.join(" or ")}`;
    throw new InvalidValueError("startIntervalReading", startIntervalReading, rule);
  }
  const descriptors = event.reportDescriptors ?? [];
  const isCancelled = isCancelledEvent(event);
  if (descriptors.length === 0 || (isCancelled && !isReportOnlyEvent(event))) return [];
  const sequence = isCancelled ? undefined : intervalSequence(event, options);
  const adHoc: ReportObligation<Event>[] = [];
  const streams: (() => Iterable<ScheduledReport<Event>>)[] = [];
  for (const [descriptorIndex, descriptor] of descriptors.entries()) {
    const asked = askedReport(event, descriptor, descriptorIndex);
    if (sequence === undefined || descriptor.frequency === 0) {
      adHoc.push({ ...asked, kind: "ad-hoc" });
      continue;
    }
    const schedule = scheduleOf(event, descriptorIndex, descriptor, sequence, startIntervalReading);
    streams.push(() => scheduledReports(asked, dueReports(sequence, schedule, fromAtMs), fromAtMs));
  }
  return {
    *[Symbol.iterator]() {
      yield* adHoc;
      yield* inOrder(streams.map((stream) => stream()[Symbol.iterator]()));
    },
  };
}

function askedReport<Event extends ReportingEvent>(
  event: Event,
  descriptor: DescriptorOf<Event>,
  descriptorIndex: number,
): AskedReport<Event> {
  return {
    event,
    descriptor,
    descriptorIndex,
    reportIntervals: descriptor.reportIntervals ?? "INTERVALS",
    resourceName: descriptor.aggregate === true ? AGGREGATED_REPORT : undefined,
  };
}

function* scheduledReports<Event extends ReportingEvent>(
  asked: AskedReport<Event>,
  reports: Iterable<DueReport>,
  fromAtMs: number,
): Iterable<ScheduledReport<Event>> {
  for (const report of reports) {
    yield { ...asked, kind: "scheduled", ...report, isOverdue: report.dueAtMs < fromAtMs };
  }
}

/** Merges streams, each of which is in order; reports due at once come by descriptor. */
function* inOrder<Event extends ReportingEvent>(
  streams: readonly Iterator<ScheduledReport<Event>>[],
): Iterable<ScheduledReport<Event>> {
  interface Next {
    readonly report: ScheduledReport<Event>;
    readonly stream: Iterator<ScheduledReport<Event>>;
  }
  const heap = new BinaryHeap<Next>(({ report: a }, { report: b }) =>
    a.dueAtMs === b.dueAtMs ? a.descriptorIndex < b.descriptorIndex : a.dueAtMs < b.dueAtMs,
  );
  const draw = (stream: Iterator<ScheduledReport<Event>>) => {
    const { value: report, done } = stream.next();
    if (done !== true) heap.push({ report, stream });
  };
  for (const stream of streams) draw(stream);
  for (let next = heap.pop(); next !== undefined; next = heap.pop()) {
    yield next.report;
    draw(next.stream);
  }
}
