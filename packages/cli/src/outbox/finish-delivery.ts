import { type Clock, type ReadingSink, sleep } from "@ven/core";
import { type VenManager, VTN_SINK } from "@ven/manager";
import type { Outbox } from "@ven/store";
import { waitingFor } from "./waiting-for.ts";

/** From one look to the next, ms. */
const POLL_MS = 50;

/** What is to be finished, and how long that may take. */
export interface FinishOptions {
  readonly clock: Clock;
  readonly manager: VenManager;
  readonly outbox: Outbox;
  /** Where else readings go. */
  readonly sinks: readonly ReadingSink[];
  /** Longest wait for the VTN, ms: it ends as soon as the VTN fails. */
  readonly vtnMs: number;
  /** Longest wait for the other sinks, ms. */
  readonly sinksMs: number;
}

/** Gives what waits a last chance before a command ends: the rest is left for the next one. */
export async function finishDelivery(options: FinishOptions): Promise<void> {
  const { clock, manager, outbox, sinks, vtnMs, sinksMs } = options;
  const patience = new AbortController();
  const draining = manager.drain({ signal: patience.signal }).catch((error: unknown) => {
    if (!patience.signal.aborted) throw error;
  });
  await waitWhile(clock, vtnMs, async () => {
    const status = await manager.deliveryStatus();
    return waitingFor(status.outbox, [VTN_SINK]) > 0 && status.vtn.reason === undefined;
  });
  patience.abort();
  await draining;
  const names = sinks.flatMap(({ name }) => [name, `${name}.delivered`]);
  await waitWhile(clock, sinksMs, async () => {
    manager.resume();
    return waitingFor(await outbox.status(), names) > 0;
  });
}

/** Looks again and again, until it is not so any more or takes too long. */
async function waitWhile(
  clock: Clock,
  longestMs: number,
  isSo: () => Promise<boolean>,
): Promise<void> {
  const endMs = clock.monotonic() + longestMs;
  while ((await isSo()) && clock.monotonic() < endMs) await sleep(clock, POLL_MS);
}
