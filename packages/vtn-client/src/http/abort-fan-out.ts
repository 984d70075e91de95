interface Following {
  readonly requests: Set<AbortController>;
  readonly onAbort: () => void;
}

/**
 * Passes the abort of a signal on to many requests, with one listener per signal however many
 * requests follow it, and none once they have ended.
 */
export class AbortFanOut {
  readonly #followings = new WeakMap<AbortSignal, Following>();

  /**
   * Lets a request follow a signal.
   *
   * @returns a function that ends it
   */
  follow(signal: AbortSignal, request: AbortController): () => void {
    const following = this.#followings.get(signal) ?? this.#begin(signal);
    following.requests.add(request);
    return () => {
      following.requests.delete(request);
      if (following.requests.size > 0) return;
      signal.removeEventListener("abort", following.onAbort);
      this.#followings.delete(signal);
    };
  }

  #begin(signal: AbortSignal): Following {
    const requests = new Set<AbortController>();
    const onAbort = () => {
      for (const request of requests) request.abort();
    };
    const following = { requests, onAbort };
    this.#followings.set(signal, following);
    signal.addEventListener("abort", onAbort, { once: true });
    return following;
  }
}
