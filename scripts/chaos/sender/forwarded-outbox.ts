import type { Outbox } from "@ven/store";

/** An outbox that does as another, but for the calls that are given here. */
export function forwardedOutbox(outbox: Outbox, calls: Partial<Outbox>): Outbox {
  return {
    path: outbox.path,
    outboxId: outbox.outboxId,
    append: (entries, options) => outbox.append(entries, options),
    peek: (request, options) => outbox.peek(request, options),
    peekIntents: (request, options) => outbox.peekIntents(request, options),
    intend: (sink, shipments, options) => outbox.intend(sink, shipments, options),
    settle: (sink, settlements, options) => outbox.settle(sink, settlements, options),
    status: (options) => outbox.status(options),
    list: (request, options) => outbox.list(request, options),
    get: (entryId, options) => outbox.get(entryId, options),
    retry: (request, options) => outbox.retry(request, options),
    purge: (request, options) => outbox.purge(request, options),
    getMark: (name, options) => outbox.getMark(name, options),
    setMark: (name, value, options) => outbox.setMark(name, value, options),
    close: () => outbox.close(),
    [Symbol.asyncDispose]: () => outbox.close(),
    ...calls,
  };
}
