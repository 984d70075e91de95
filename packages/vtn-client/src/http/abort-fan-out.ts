import { Bag, type Place } from "./bag.ts";

/** What a signal can end. */
export interface Abortable {
  abort(): void;
}

/** Something that follows a signal, until it is {@link AbortFanOut.unfollow | taken back}. */
export interface Following {
  readonly signal: AbortSignal;
  readonly place: Place<Abortable>;
}

interface Followers {
  readonly bag: Bag<Abortable>;
  readonly onAbort: () => void;
}

/**
 * Passes the abort of a signal on to many calls, with one listener per signal however many calls
 * follow it, and none once they have ended.
 */
export class AbortFanOut {
  readonly #followers = new WeakMap<AbortSignal, Followers>();

  /** Lets a call follow a signal that is not aborted yet. */
  follow(signal: AbortSignal, call: Abortable): Following {
    const followers = this.#followers.get(signal) ?? this.#begin(signal);
    return { signal, place: followers.bag.add(call) };
  }

  /** Ends what {@link follow} began, once. */
  unfollow({ signal, place }: Following): void {
    const followers = this.#followers.get(signal);
    if (followers === undefined) return;
    followers.bag.remove(place);
    if (followers.bag.size > 0) return;
    signal.removeEventListener("abort", followers.onAbort);
    this.#followers.delete(signal);
  }

  #begin(signal: AbortSignal): Followers {
    const bag = new Bag<Abortable>();
    const onAbort = () => {
      for (const call of bag.items) call.abort();
    };
    const followers = { bag, onAbort };
    this.#followers.set(signal, followers);
    signal.addEventListener("abort", onAbort, { once: true });
    return followers;
  }
}
