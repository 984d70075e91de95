/** Where in the life of a shipment a process is ended, by name; `random` is any moment. */
export const KILL_POINTS = [
  "before intent",
  "after intent",
  "after send",
  "after response",
  "after acknowledgement",
] as const;

/** One of {@link KILL_POINTS}. */
export type KillPoint = (typeof KILL_POINTS)[number];

/** How a process is ended. */
export type Kill =
  | {
      readonly point: KillPoint /** At the how many-th passage; 1 or more. */;
      readonly nth: number;
    }
  | { readonly point: "random" /** After its first tick began. */; readonly afterMs: number };
