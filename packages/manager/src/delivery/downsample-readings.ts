import type { NewOutboxEntry, OutboxEntry } from "@ven/store";

/**
 * Thins out the readings of one VEN that wait: of two instants the earlier stays. For
 * `openOutbox({ onFull: "downsample", downsample: downsampleReadings })`: an outbox that is full again
 * thins out the oldest again, so that after a long outage the past is sparse and the present is whole.
 *
 * No value is changed: what stays is what was read.
 *
 * @param entries - in the order of `atMs`
 */
export function downsampleReadings(entries: readonly OutboxEntry[]): readonly NewOutboxEntry[] {
  const kept: OutboxEntry[] = [];
  let instantCount = 0;
  let lastAtMs = Number.NaN;
  for (const entry of entries) {
    // Parts of one tick share its instant, and its fate.
    if (entry.atMs !== lastAtMs) instantCount += 1;
    lastAtMs = entry.atMs;
    if (instantCount % 2 === 1) kept.push(entry);
  }
  return instantCount > 1 ? kept : [];
}
