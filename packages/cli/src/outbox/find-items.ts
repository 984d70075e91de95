import type { Outbox, OutboxItem, OutboxState } from "@ven/store";

/** The states of what waits, what a person must look at first. */
export const STATES: readonly OutboxState[] = ["dead", "intent", "pending"];

/** Most entries that are read at once. */
const PAGE = 1_000;

/** Which entries of an outbox are meant. */
export interface ItemFilter {
  readonly sink: string;
  readonly states: readonly OutboxState[];
  /** Only those of this VEN. */
  readonly stream?: string | undefined;
  /** Only those behind this one, in each of the states. */
  readonly afterEntryId?: number | undefined;
}

/** The entries that are meant: state by state, and in each as the outbox has them. */
export async function* findItems(
  outbox: Outbox,
  { sink, states, stream, afterEntryId: after }: ItemFilter,
): AsyncGenerator<OutboxItem, void, undefined> {
  for (const state of states) {
    let afterEntryId = after;
    while (true) {
      const page = await outbox.list({
        sink,
        state,
        limit: PAGE,
        ...(stream === undefined ? {} : { stream }),
        ...(afterEntryId === undefined ? {} : { afterEntryId }),
      });
      yield* page;
      if (page.length < PAGE) break;
      afterEntryId = page.at(-1)?.entryId;
    }
  }
}

/** The entry of this id as one sink has it; `undefined` if it does not want it. */
export async function findItem(
  outbox: Outbox,
  sink: string,
  entryId: number,
): Promise<OutboxItem | undefined> {
  for (const state of STATES) {
    const [item] = await outbox.list({ sink, state, afterEntryId: entryId - 1, limit: 1 });
    if (item?.entryId === entryId) return item;
  }
  return undefined;
}
