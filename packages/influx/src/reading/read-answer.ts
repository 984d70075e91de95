import { isInvalidValueError, LoadId, ResourceId } from "@ven/core";
import { quoted } from "../errors/refusal.ts";
import { textOfTag } from "../lines/tag-text.ts";
import type { StoredReading } from "./stored-reading.ts";

/** Longest tag that is taken: a name of 128 characters, each spelt with a code. */
const MAX_TAG_LENGTH = 1_024;

/** What an answer to a query says. */
export type QueryAnswer =
  | {
      readonly kind: "readings";
      readonly readings: readonly StoredReading[];
      /** Whether the server has more than it gave. */
      readonly isPartial: boolean;
    }
  | {
      /** The server could not do it. */
      readonly kind: "error";
      readonly words: string;
    };

/**
 * Reads an answer to a query of InfluxQL.
 *
 * @throws {AnswerFault} that says what is wrong with it
 */
export function readAnswer(text: string): QueryAnswer {
  const answer = record(parse(text), "the answer");
  const [result, ...others] = array(answer["results"] ?? [], "results");
  const { error, series, partial } = result === undefined ? answer : record(result, "results[0]");
  if (answer["error"] !== undefined || error !== undefined) {
    return { kind: "error", words: quoted(String(answer["error"] ?? error)) };
  }
  if (result === undefined || others.length > 0) throw new AnswerFault("it has not one result");
  const [table, ...moreTables] = array(series ?? [], "series");
  if (moreTables.length > 0) throw new AnswerFault("it has more than one series");
  if (table === undefined) return { kind: "readings", readings: [], isPartial: partial === true };
  const { columns, values, partial: isCut } = record(table, "series[0]");
  const read = rowReader(array(columns, "columns"));
  return {
    kind: "readings",
    readings: array(values ?? [], "values").flatMap((row) => read(array(row, "a row"))),
    isPartial: partial === true || isCut === true,
  };
}

/** Why an answer cannot be used, as a clause. */
export class AnswerFault extends Error {}

function rowReader(columns: readonly unknown[]): (row: readonly unknown[]) => StoredReading[] {
  const place = (name: string) => {
    const index = columns.indexOf(name);
    if (index < 0) throw new AnswerFault(`it has no column ${name}`);
    return index;
  };
  const [time, power, delivered] = [place("time"), place("power_w"), place("delivered")];
  const [resource, resourceId, load] = [place("resource"), place("resource_id"), place("load")];
  return (row) => {
    const [timestampMs, powerW] = [row[time], row[power]];
    if (typeof timestampMs !== "number" || !Number.isInteger(timestampMs)) {
      throw new AnswerFault("a time is not in whole ms");
    }
    if (powerW === null) return [];
    if (typeof powerW !== "number") throw new AnswerFault("a power is not a number");
    return [
      {
        timestampMs,
        powerW,
        isDelivered: row[delivered] === true,
        resourceName: tag(row[resource], "resource"),
        resourceId: id(row[resourceId], "resource_id", ResourceId),
        loadId: id(row[load], "load", LoadId),
      },
    ];
  };
}

function id<Checked>(value: unknown, name: string, check: (text: string) => Checked): Checked {
  const text = tag(value, name);
  try {
    return check(text);
  } catch (cause) {
    if (!isInvalidValueError(cause)) throw cause;
    throw new AnswerFault(cause.message);
  }
}

function tag(value: unknown, name: string): string {
  if (typeof value !== "string" || value.length > MAX_TAG_LENGTH) {
    throw new AnswerFault(`a point has no tag ${name} that this package wrote`);
  }
  return textOfTag(value);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new AnswerFault(`it is not JSON (${quoted(text.slice(0, 80))})`);
  }
}

function record(value: unknown, name: string): Readonly<Record<string, unknown>> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  throw new AnswerFault(`${name} is no object`);
}

function array(value: unknown, name: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new AnswerFault(`${name} is no array`);
}
