import type { ReadingSink } from "@ven/core";
import { downsampleReadings, outboxSinks } from "@ven/manager";
import { parseInterval } from "@ven/scheduler";
import { type Outbox, openOutbox } from "@ven/store";
import { parseSize } from "../settings/parse-size.ts";
import type { CommandContext } from "./command-context.ts";
import { backfillOutboxPath, outboxPath } from "./outbox-path.ts";

/**
 * Opens the outbox as the one that delivers from it; makes it if there is none.
 *
 * @param sinks - where else readings go
 * @throws {StoreError} if it cannot be opened, or
 * {OutboxOwnedError} if another process delivers from it: names that
 */
export function openOutboxToDeliver(
  context: CommandContext,
  sinks: readonly ReadingSink[],
): Promise<Outbox> {
  const { settings } = context;
  const { onFull, maxOutboxAge } = settings;
  return openOutbox({
    ...common(context),
    path: outboxPath(context),
    sinks: outboxSinks(sinks),
    ...(onFull === undefined ? {} : { onFull }),
    ...(onFull === "downsample" ? { downsample: downsampleReadings } : {}),
    ...(maxOutboxAge === undefined ? {} : { maxAgeMs: parseInterval(maxOutboxAge) }),
  });
}

/** {@link openOutboxToDeliver} for a backfill: a file of its own, which waits when it is full. */
export function openBackfillOutbox(
  context: CommandContext,
  sinks: readonly ReadingSink[],
): Promise<Outbox> {
  return openOutbox({
    ...common(context),
    path: backfillOutboxPath(context),
    sinks: outboxSinks(sinks),
    onFull: "block",
  });
}

function common({ settings, clock, logger }: CommandContext) {
  const { maxOutboxBytes, durability } = settings;
  return {
    clock,
    logger,
    ...(maxOutboxBytes === undefined ? {} : { maxBytes: parseSize(maxOutboxBytes) }),
    ...(durability === undefined ? {} : { durability }),
  };
}
