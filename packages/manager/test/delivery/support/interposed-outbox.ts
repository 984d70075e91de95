import type { Outbox } from "@ven/store";

type OutboxCalls = {
  readonly [Name in "append" | "intend" | "peek" | "peekIntents" | "settle"]?: (
    ...parameters: Parameters<Outbox[Name]>
  ) => Promise<void> | void;
};

/** An outbox before whose calls something happens: it may throw, as a disk that is full. */
export function interposedOutbox(outbox: Outbox, before: OutboxCalls): Outbox {
  return new Proxy(outbox, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== "function") return value;
      const call = (...parameters: readonly unknown[]): unknown =>
        Reflect.apply(value, target, parameters);
      const happens = before[name as keyof OutboxCalls] as
        | ((...parameters: readonly unknown[]) => Promise<void> | void)
        | undefined;
      if (happens === undefined) return call;
      return async (...parameters: readonly unknown[]) => {
        await happens(...parameters);
        return await call(...parameters);
      };
    },
  });
}
