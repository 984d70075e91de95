import type { ReadingSink } from "@ven/core";
import type { OutboxSink } from "@ven/store";

/** What the outbox calls the VTN. */
export const VTN_SINK = "vtn";

/** What the outbox calls the second half of a sink: what it is to mark as delivered. */
export function deliveredSink(name: string): string {
  return `${name}.delivered`;
}

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
