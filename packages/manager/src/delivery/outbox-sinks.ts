import type { ReadingSink } from "@ven/core";
import type { OutboxSink } from "@ven/store";
import { deliveredSink } from "./reading-delivery.ts";
import { VTN_SINK } from "./sender.ts";

/**
 * The sinks that an outbox must be opened with for a manager: the VTN, and for each sink of its own one
 * that takes every reading and one that marks what the VTN has.
 */
export function outboxSinks(
  sinks: readonly Pick<ReadingSink, "name">[] = [],
): readonly OutboxSink[] {
  return [
    { name: VTN_SINK },
    ...sinks.flatMap(({ name }) => [{ name }, { name: deliveredSink(name), after: VTN_SINK }]),
  ];
}
