interface Group {
  readonly followers: Set<() => void>;
  readonly onAbort: () => void;
}

/**
 * Lets many calls follow the same signal by one listener: a signal looks through all its listeners each
 * time one comes or goes, which takes seconds for the calls of 10,000 VENs.
 */
export class SignalFollowers {
  readonly #groups = new Map<AbortSignal, Group>();

  /** Calls back when a signal, which is not aborted yet, is. */
  follow(signal: AbortSignal, follower: () => void): void {
    const group = this.#groups.get(signal) ?? this.#begin(signal);
    group.followers.add(follower);
  }

  /** Takes {@link follow} back. */
  unfollow(signal: AbortSignal, follower: () => void): void {
    const group = this.#groups.get(signal);
    if (group === undefined || !group.followers.delete(follower)) return;
    if (group.followers.size > 0) return;
    signal.removeEventListener("abort", group.onAbort);
    this.#groups.delete(signal);
  }

  #begin(signal: AbortSignal): Group {
    const followers = new Set<() => void>();
    const onAbort = () => {
      this.#groups.delete(signal);
      for (const follower of followers) follower();
    };
    const group = { followers, onAbort };
    this.#groups.set(signal, group);
    signal.addEventListener("abort", onAbort, { once: true });
    return group;
  }
}
