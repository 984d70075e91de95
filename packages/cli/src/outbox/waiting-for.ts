import type { OutboxStatus } from "@ven/store";

/** Readings that wait for sinks, or are or may be under way to them. */
export function waitingFor({ sinks }: OutboxStatus, names: readonly string[]): number {
  return sinks
    .filter(({ sink }) => names.includes(sink))
    .reduce((total, { pending, intent }) => total + pending.readingCount + intent.readingCount, 0);
}
