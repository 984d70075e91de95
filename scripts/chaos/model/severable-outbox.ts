import type { Outbox } from "@ven/store";

/** An outbox that can be cut off: from then on no call reaches it, nor returns. */
export function severableOutbox(outbox: Outbox): {
  readonly outbox: Outbox;
  readonly sever: () => void;
} {
  let isSevered = false;
  const never = new Promise<never>(() => undefined);
  return {
    outbox: new Proxy(outbox, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name, target);
        if (typeof value !== "function") return value;
        return async (...args: readonly unknown[]) => {
          if (isSevered) return never;
          const result: unknown = await value.apply(target, args);
          // It may have been written, and nobody was left to hear of it.
          return isSevered ? never : result;
        };
      },
    }),
    sever() {
      isSevered = true;
    },
  };
}
