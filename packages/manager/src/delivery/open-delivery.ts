import type { Clock, Logger } from "@ven/core";
import { memoryOutbox, type Outbox } from "@ven/store";
import type { Profile } from "../profiles/profile.ts";
import type { VenManagerOptions } from "../ven-manager-options.ts";
import { checkDeliveryOptions } from "./check-delivery-options.ts";
import { outboxSinks } from "./outbox-sinks.ts";
import { ReadingDelivery } from "./reading-delivery.ts";
import type { VenDirectory } from "./ven-desk.ts";

/** What deliveries work with besides the manager's options. */
export interface DeliveryParts {
  readonly profile: Profile;
  readonly vens: VenDirectory;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly concurrency: number;
}

/** Deliveries, and the outbox that was made for them, if none was given. */
export interface OpenedDelivery {
  readonly delivery: ReadingDelivery;
  /** To be closed after them. */
  readonly ownOutbox: Outbox | undefined;
}

/**
 * Makes what delivers a manager's readings.
 *
 * @throws {InvalidValueError} if an option is out of its range
 */
export function openDelivery(
  options: VenManagerOptions,
  { profile, vens, clock, logger, concurrency }: DeliveryParts,
): OpenedDelivery {
  const settings = checkDeliveryOptions(options, concurrency);
  const { outbox = memoryOutbox({ sinks: outboxSinks(options.sinks), clock, logger }) } = options;
  const { carrier } = profile;
  const delivery = new ReadingDelivery({ ...settings, outbox, carrier, logger, vens });
  return { delivery, ownOutbox: options.outbox === undefined ? outbox : undefined };
}
