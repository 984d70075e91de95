import { REMEDIES, type RemedyKey } from "./remedies.ts";

/** What `ven doctor` found out about one thing. */
export interface Finding {
  /** What was looked at, such as `VTN`. */
  readonly name: string;
  readonly ok: boolean;
  /** What was seen. */
  readonly detail: string;
  /** What to do about it; only if it is not ok. */
  readonly remedy?: string;
}

/** A finding that is fine. */
export function good(name: string, detail: string): Finding {
  return { name, ok: true, detail };
}

/** A finding that somebody must act on. */
export function bad(name: string, detail: string, remedy: RemedyKey): Finding {
  return { name, ok: false, detail, remedy: REMEDIES[remedy] };
}
