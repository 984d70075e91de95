import type { TextKey } from "@ven/core";
import type { CommandAction } from "./command.ts";

/**
 * A command as one load meets it: from when it was received or begins, whichever is later, until it
 * ends or its cancellation was received.
 */
export interface CommandSpan {
  readonly id: string;
  /** Of the id, for draws such as who opts out. */
  readonly key: TextKey;
  readonly action: CommandAction;
  /** Epoch s, whole. */
  readonly fromS: number;
  /** Epoch s, whole; infinite if nobody has said. Do not look at it before it comes. */
  readonly toS: number;
  /** The lowest number is obeyed. */
  readonly priority: number;
}
