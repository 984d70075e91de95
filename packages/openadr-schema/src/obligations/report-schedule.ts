import { InvalidValueError } from "@ven/core";
import { MOST_INTERVALS } from "../intervals/place-intervals.ts";
import { eventSubject, type TimedEvent } from "../intervals/timed-event.ts";
import { LAST_INSTANT_MS } from "../time/add-duration.ts";
import type { IntervalSequence } from "./interval-sequence.ts";
import type { ReportInterval } from "./report-obligation.ts";
import type { RequestedReport } from "./reporting-event.ts";

/** How `startInterval` is read; see `reportObligations`. */
export const START_INTERVAL_READINGS = ["generation-point", "first-covered"] as const;

/** How `startInterval` is read; see `reportObligations`. */
export type StartIntervalReading = (typeof START_INTERVAL_READINGS)[number];

/** One report of a schedule. */
export interface DueReport {
  readonly reportIndex: number;
  readonly dueAtMs: number;
  readonly intervals: readonly ReportInterval[];
}

/** Which intervals the reports of one descriptor cover, by their numbers in the sequence. */
interface Schedule {
  /** The interval that `startInterval` names for the first report. */
  readonly first: number;
  /** By how many intervals each report is further on. */
  readonly step: number;
  /** How many intervals a report covers. */
  readonly covered: number;
  /** Whether those are the named interval and the ones before it, not the ones behind it. */
  readonly looksBack: boolean;
  /** Whether it is due at the end of what it covers, not at the beginning. */
  readonly historical: boolean;
  readonly reports: number;
}

/** The reports of one descriptor in order: the latest that was due by an instant, and all later ones. */
export function* dueReports(
  sequence: IntervalSequence,
  schedule: Schedule,
  fromAtMs: number,
): Iterable<DueReport> {
  const { first, step, reports } = schedule;
  const exists = (index: number) => index < reports && first + index * step <= sequence.last;
  // Past the last date nothing is due, so that an endless event has a latest report too.
  const asOfMs = Math.min(fromAtMs, LAST_INSTANT_MS);
  let reportIndex = earliestOpen(sequence, schedule, asOfMs);
  while (exists(reportIndex + 1) && dueAtMs(sequence, schedule, reportIndex + 1) <= asOfMs) {
    reportIndex += 1;
  }
  for (; exists(reportIndex); reportIndex += 1) {
    const due = dueAtMs(sequence, schedule, reportIndex);
    if (due === Infinity) return;
    const [from, to] = coverage(sequence, schedule, reportIndex);
    const intervals: ReportInterval[] = [];
    for (let number = from; number <= to; number += 1) {
      const interval = sequence.at(number);
      if (interval !== undefined) intervals.push(interval);
    }
    yield { reportIndex, dueAtMs: due, intervals };
  }
}

/** A report all before which were due by an instant, reckoned by whole passes. */
function earliestOpen(sequence: IntervalSequence, schedule: Schedule, fromAtMs: number): number {
  const { first, step, covered, looksBack, historical, reports } = schedule;
  const dueNumber = historical && !looksBack ? first + covered - 1 : first;
  const past = Math.floor((sequence.endedBefore(fromAtMs) - 1 - dueNumber) / step);
  const last = Math.floor((sequence.last - first) / step);
  return Math.max(0, Math.min(past, last, reports - 1));
}

function coverage(
  sequence: IntervalSequence,
  { first, step, covered, looksBack }: Schedule,
  reportIndex: number,
): readonly [from: number, to: number] {
  const named = first + reportIndex * step;
  if (looksBack) return [Math.max(0, named - covered + 1), named];
  return [named, Math.min(named + covered - 1, sequence.last)];
}

function dueAtMs(sequence: IntervalSequence, schedule: Schedule, reportIndex: number): number {
  const [from, to] = coverage(sequence, schedule, reportIndex);
  if (schedule.historical) return sequence.at(to)?.endAtMs ?? Infinity;
  return sequence.at(from)?.startAtMs ?? Infinity;
}

/**
 * Reads a report descriptor.
 *
 * @throws {InvalidValueError} that names the event and the field that breaks a rule
 */
export function scheduleOf(
  event: TimedEvent,
  descriptorIndex: number,
  descriptor: RequestedReport,
  sequence: IntervalSequence,
  reading: StartIntervalReading,
): Schedule {
  const field = fieldReader(event, descriptorIndex, descriptor);
  const startInterval = field("startInterval", -1);
  const numIntervals = field("numIntervals", -1);
  const frequency = field("frequency", -1);
  const repeat = field("repeat", 1);
  const { historical = true } = descriptor;
  const all = allIntervals(sequence, numIntervals);
  const isNamed = startInterval >= 0;
  const first = isNamed ? startInterval : historical ? all - 1 : 0;
  const looksBack = historical && (reading === "generation-point" || !isNamed);
  const rest = looksBack ? all : all - (first % all);
  const covered = numIntervals === -1 ? rest : numIntervals;
  if (Math.min(covered, sequence.last + 1) > MOST_INTERVALS) {
    const subject = eventSubject(event, `reportDescriptors[${descriptorIndex}].numIntervals`);
    throw new InvalidValueError(subject, numIntervals, `give at most ${MOST_INTERVALS}`);
  }
  const step = frequency > 0 ? frequency : numIntervals === -1 ? all : numIntervals;
  return {
    first,
    step,
    covered,
    looksBack,
    historical,
    reports: repeat === -1 ? Infinity : repeat,
  };
}

/** How many "all intervals" are: those listed, as far as the event lasts; those implied, if they end. */
function allIntervals({ isImplied, listed, last }: IntervalSequence, numIntervals: number): number {
  if (!isImplied) return Math.max(1, Math.min(listed, last + 1));
  return last === Infinity ? Math.max(1, numIntervals) : last + 1;
}

function fieldReader(event: TimedEvent, descriptorIndex: number, descriptor: RequestedReport) {
  return (
    name: "startInterval" | "numIntervals" | "frequency" | "repeat",
    missing: number,
  ): number => {
    const value = descriptor[name] ?? missing;
    if (Number.isInteger(value) && value >= -1 && !(name === "numIntervals" && value === 0)) {
      return value;
    }
    const rule = `give a whole number from ${name === "numIntervals" ? 1 : 0}, or -1`;
    const subject = eventSubject(event, `reportDescriptors[${descriptorIndex}].${name}`);
    throw new InvalidValueError(subject, value, rule);
  };
}
