import type { Clock } from "@ven/core";
import { type VenManager, VTN_SINK } from "@ven/manager";
import { CLI_LOG } from "../cli-log.ts";
import type { CommandContext } from "../compose/command-context.ts";
import { waitingFor } from "../outbox/waiting-for.ts";

/** From one look to the next, ms. */
const LOOK_EVERY_MS = 2_000;
/** Looks that find the same before it is said again. */
const LOOKS_UNTIL_AGAIN = 15;

/** What a backfill waits for is told of. */
export interface BackfillWaitsOptions {
  readonly manager: VenManager;
  /** How many are to be registered. */
  readonly venCount: number;
  /** The outbox, as a person would name it. */
  readonly file: string;
}

/**
 * Says every now and then why a backfill does not get on: VENs are not registered yet, or the VTN does
 * not take readings.
 *
 * @returns a function that ends it
 */
export function tellWaits(
  { clock, logger }: Pick<CommandContext, "clock" | "logger">,
  { manager, venCount, file }: BackfillWaitsOptions,
): () => void {
  let said = "";
  let sameCount = 0;
  const isNew = (what: string) => {
    sameCount = what === said ? sameCount + 1 : 0;
    said = what;
    return sameCount % LOOKS_UNTIL_AGAIN === 0;
  };
  return everyNow(clock, async () => {
    const registeredCount = manager.vens.size;
    const { vtn, outbox } = await manager.deliveryStatus();
    const { reason } = vtn;
    if (reason !== undefined) {
      const waitingCount = waitingFor(outbox, [VTN_SINK]);
      if (isNew(reason)) logger.warn({ waitingCount, file, reason }, CLI_LOG.readingsWait);
    } else if (registeredCount < venCount) {
      if (isNew("registration")) {
        logger.warn({ registeredCount, venCount }, CLI_LOG.registrationWaits);
      }
    } else said = "";
  });
}

/** Does something again and again until it is ended; a failure of it ends it, too. */
function everyNow(clock: Clock, work: () => Promise<void>): () => void {
  let isEnded = false;
  let cancel: () => void = () => undefined;
  const plan = () => {
    cancel = clock.after(LOOK_EVERY_MS, () => {
      void work().then(
        () => {
          if (!isEnded) plan();
        },
        // Closed meanwhile: what the backfill itself does tells of it.
        () => undefined,
      );
    });
  };
  plan();
  return () => {
    isEnded = true;
    cancel();
  };
}
