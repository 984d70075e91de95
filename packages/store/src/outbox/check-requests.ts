import { InvalidValueError, nearestName } from "@ven/core";
import { checkText, checkWhole } from "./check-value.ts";
import type { DeadLetterRequest, ListRequest, PeekRequest } from "./outbox.ts";

const MOST_ENTRIES = 10_000;
const STATES = ["pending", "intent", "dead"];

/**
 * Checks that a sink is known.
 *
 * @param known - names of the sinks that the outbox has
 * @throws {InvalidValueError} naming the sinks there are
 */
export function checkSink(sink: string, known: readonly string[]): void {
  if (!known.includes(sink)) throw unknownSink(sink, known);
}

/** The error that names the sinks there are. */
export function unknownSink(sink: string, known: readonly string[]): InvalidValueError {
  const near = nearestName(String(sink), known);
  const meant = near === undefined ? "" : `did you mean "${near}"? `;
  return new InvalidValueError("sink", sink, `${meant}this outbox has ${known.join(", ")}`);
}

/** @throws {InvalidValueError} */
export function checkPeekRequest({ order, limit, stream }: PeekRequest): void {
  if (order !== "newest" && order !== "oldest") {
    throw new InvalidValueError("order", order, 'give "newest" or "oldest"');
  }
  checkLimit(limit);
  checkStream(stream);
}

/** Checks how many are asked for: 1 to 10,000. */
export function checkLimit(limit: number): void {
  checkWhole("limit", limit, 1, MOST_ENTRIES);
}

/** @throws {InvalidValueError} */
export function checkListRequest({ state, limit, stream, afterEntryId }: ListRequest): void {
  if (!STATES.includes(state)) {
    throw new InvalidValueError("state", state, `give ${STATES.join(", ")}`);
  }
  checkLimit(limit);
  checkStream(stream);
  if (afterEntryId !== undefined) {
    checkWhole("afterEntryId", afterEntryId, 0, Number.MAX_SAFE_INTEGER);
  }
}

/** @throws {InvalidValueError} */
export function checkDeadLetterRequest({ entryIds }: DeadLetterRequest): void {
  if (entryIds === undefined) return;
  if (!Array.isArray(entryIds)) {
    throw new InvalidValueError("entryIds", entryIds, "give a list, or leave it out for all");
  }
  for (const entryId of entryIds) checkEntryId("entryIds", entryId);
}

/** Checks an id that an outbox gives. */
export function checkEntryId(subject: string, entryId: number): void {
  checkWhole(subject, entryId, 1, Number.MAX_SAFE_INTEGER);
}

/** @throws {InvalidValueError} */
export function checkMarkName(name: string): void {
  checkText("mark.name", name, 128);
}

/** @throws {InvalidValueError} */
export function checkMark({
  name,
  value,
}: {
  readonly name: string;
  readonly value: string;
}): void {
  checkMarkName(name);
  if (typeof value === "string" && value.length <= 4096) return;
  throw new InvalidValueError("mark.value", value, "give at most 4096 characters");
}

function checkStream(stream: string | undefined): void {
  if (stream !== undefined) checkText("stream", stream, 128);
}
