interface Following {
  readonly calls: Set<Abortable>;
  readonly onAbort: () => void;
}

/** What a signal can end. */
export interface Abortable {
  abort(): void;
}

/**
 * Passes the abort of a signal on to many calls, with one listener per signal however many calls
 * follow it, and none once they have ended.
 */
export class AbortFanOut {
  readonly #followings = new WeakMap<AbortSignal, Following>();

  /** Lets a call follow a signal, until {@link unfollow}. */
  follow(signal: AbortSignal, call: Abortable): void {
    const following = this.#followings.get(signal) ?? this.#begin(signal);
    following.calls.add(call);
  }

  /** Ends what {@link follow} began. */
  unfollow(signal: AbortSignal, call: Abortable): void {
    const following = this.#followings.get(signal);
    if (following === undefined) return;
    following.calls.delete(call);
    if (following.calls.size > 0) return;
    signal.removeEventListener("abort", following.onAbort);
    this.#followings.delete(signal);
  }

  #begin(signal: AbortSignal): Following {
    const calls = new Set<Abortable>();
    const onAbort = () => {
      for (const call of calls) call.abort();
    };
    const following = { calls, onAbort };
    this.#followings.set(signal, following);
    signal.addEventListener("abort", onAbort, { once: true });
    return following;
  }
}
