import type { WireFault } from "../faults/wire-fault.ts";

/** A part of a body: text goes out as UTF-8. */
export type BodyPart = string | Uint8Array;

/** An answer as both doors send it. */
export interface VtnAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent one after the other. */
  readonly body: readonly BodyPart[];
  /** Why it is a refusal, for the log. */
  readonly detail?: string;
  /** Whether clients get this refusal as a matter of course, so that it is no warning. */
  readonly isOrdinary?: boolean;
  /** What a door does with it instead of sending it as it is. */
  readonly wire?: WireFault;
}

const JSON_HEADERS = { "content-type": "application/json" } as const;

/** Answers with a value as JSON. */
export function jsonAnswer(
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): VtnAnswer {
  return { status, headers: { ...JSON_HEADERS, ...headers }, body: [JSON.stringify(value)] };
}

/** Answers with JSON text that is there already. */
export function jsonTextAnswer(status: number, body: readonly BodyPart[]): VtnAnswer {
  return { status, headers: JSON_HEADERS, body };
}
