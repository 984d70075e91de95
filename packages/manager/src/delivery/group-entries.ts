import type { Outbox, OutboxEntry } from "@ven/store";
import { VTN_SINK } from "./outbox-sinks.ts";
import { isPart } from "./part-key.ts";

/** Entries of one VEN for one shipment. */
export interface Group {
  readonly venId: string;
  readonly entries: readonly OutboxEntry[];
  readonly isBacklog: boolean;
}

/** Which end of the outbox, and which of its entries. */
export interface Lane {
  /** Of live readings the newest, of the backlog the oldest. */
  readonly order: "newest" | "oldest";
  readonly isWanted: (entry: OutboxEntry) => boolean;
}

/** Groups entries of a lane: parts of ticks alone, whole ticks with others of their VEN and layout. */
export async function groupEntries(
  { outbox, ticksPerReport }: { readonly outbox: Outbox; readonly ticksPerReport: number },
  entries: readonly OutboxEntry[],
  { order, isWanted }: Lane,
): Promise<readonly Group[]> {
  const isBacklog = order === "oldest";
  const groups: Group[] = [];
  const venIds = new Set<string>();
  for (const entry of entries) {
    const { stream: venId } = entry;
    if (ticksPerReport === 1 || isPart(entry.key)) {
      groups.push({ venId, entries: [entry], isBacklog });
    } else venIds.add(venId);
  }
  for (const venId of venIds) {
    const request = { sink: VTN_SINK, order, limit: ticksPerReport, stream: venId };
    const whole = (await outbox.peek(request)).filter(
      (entry) => !isPart(entry.key) && isWanted(entry),
    );
    const alike = whole.filter(({ shared }) => shared?.key === whole[0]?.shared?.key);
    if (order === "newest") alike.reverse();
    if (alike.length > 0) groups.push({ venId, entries: alike, isBacklog });
  }
  return groups;
}

/** The first of some groups, up to the one with which they have so many reports. */
export function firstReports(
  groups: readonly Group[],
  mostReports: number,
  perReport: number,
): readonly Group[] {
  let reportCount = 0;
  return groups.filter(({ entries }) => {
    if (reportCount >= mostReports) return false;
    const readingCount = entries.reduce((sum, { count }) => sum + count, 0);
    reportCount += Math.ceil(readingCount / perReport);
    return true;
  });
}
