import type { ChaosEvent, StoredReading } from "./chaos-event.ts";

/** What a history comes to. All counts are of readings. */
export interface Verdict {
  readonly offered: number;
  readonly accepted: number;
  /** Arrivals at the VTN, repeated ones included. */
  readonly stored: number;
  readonly waiting: number;
  readonly dead: number;
  /** Accepted, and neither at the VTN nor kept. */
  readonly lost: readonly string[];
  /** At the VTN more than once: a name for each time too many. */
  readonly duplicated: readonly string[];
  /** Acknowledged, and not at the VTN. */
  readonly falselyAcknowledged: readonly string[];
  /** At the VTN, and never offered. */
  readonly invented: readonly string[];
  /** At the VTN with another value than the meters gave. */
  readonly altered: readonly string[];
}

/** A value in kW with few decimals comes back in W with an error far below this. */
const SAME_W = 1e-6;

/**
 * Judges what happened from what was seen of it, in any order: it knows nothing of the code that sends.
 */
export function judgeHistory(events: Iterable<ChaosEvent>): Verdict {
  const offered = new Map<string, number>();
  const accepted = new Set<string>();
  const acknowledged = new Set<string>();
  const waiting = new Set<string>();
  const dead = new Set<string>();
  const arrivals: StoredReading[] = [];
  for (const event of events) {
    switch (event.kind) {
      case "offered":
        for (const { id, powerW } of event.readings) offered.set(id, powerW);
        break;
      case "stored":
        arrivals.push(...event.readings);
        break;
      case "accepted":
        addAll(accepted, event.readings);
        break;
      case "acknowledged":
        addAll(acknowledged, event.readings);
        break;
      case "waiting":
        addAll(waiting, event.readings);
        break;
      case "dead":
        addAll(dead, event.readings);
        break;
      case "sent":
        break;
      default:
        event satisfies never;
    }
  }
  const stored = new Set<string>();
  const duplicated: string[] = [];
  for (const { id } of arrivals) {
    if (stored.has(id)) duplicated.push(id);
    stored.add(id);
  }
  return {
    offered: offered.size,
    accepted: accepted.size,
    stored: arrivals.length,
    waiting: waiting.size,
    dead: dead.size,
    lost: [...accepted].filter((id) => !stored.has(id) && !waiting.has(id) && !dead.has(id)),
    duplicated,
    falselyAcknowledged: [...acknowledged].filter((id) => !stored.has(id)),
    invented: [...stored].filter((id) => !offered.has(id)),
    altered: arrivals.filter((one) => isAltered(one, offered.get(one.id))).map(({ id }) => id),
  };
}

/** Whether the promise of exactly once was kept. */
export function isClean(verdict: Verdict): boolean {
  return isWhole(verdict) && verdict.duplicated.length === 0;
}

/** Whether the promise of at least once was kept. */
export function isWhole(verdict: Verdict): boolean {
  const { lost, falselyAcknowledged, invented, altered } = verdict;
  return [lost, falselyAcknowledged, invented, altered].every((faults) => faults.length === 0);
}

function addAll(set: Set<string>, ids: readonly string[]): void {
  for (const id of ids) set.add(id);
}

function isAltered({ powerW }: StoredReading, offeredW: number | undefined): boolean {
  return offeredW !== undefined && !(Math.abs(powerW - offeredW) <= SAME_W);
}
