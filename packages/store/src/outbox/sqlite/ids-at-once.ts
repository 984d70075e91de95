import { DamageFound } from "./sqlite-faults.ts";

/** Ids that one statement takes; what is left over of them is `null`, which matches no row. */
export const IDS_AT_ONCE = 16;

/**
 * Their places in SQL, such as `entry_id in (${GIVEN_IDS})`. SQLite makes a temporary table for an
 * `in (select ...)`, for a `returning` of several rows, and compiles anew for each `limit ?`: each of
 * those costs more than all that is read here.
 */
export const GIVEN_IDS: string = Array.from({ length: IDS_AT_ONCE }, () => "?").join(", ");

/** A parameter for each of {@link GIVEN_IDS}. */
export type GivenIds = (number | null)[];

/** Divides ids into groups for one statement each. */
export function groupIds(ids: readonly number[]): readonly GivenIds[] {
  const groups: GivenIds[] = [];
  for (let from = 0; from < ids.length; from += IDS_AT_ONCE) {
    groups.push(filled(ids.slice(from, from + IDS_AT_ONCE)));
  }
  return groups;
}

/** At most {@link IDS_AT_ONCE} ids, as parameters of one statement. */
export function filled(ids: readonly number[]): GivenIds {
  const given: GivenIds = [...ids];
  while (given.length < IDS_AT_ONCE) given.push(null);
  return given;
}

/**
 * Rows of integers as one text, which {@link parseRows} reads: much faster than row by row.
 *
 * A damaged column may hold bytes, of which JSON knows nothing: `| 0` makes a number of whatever it is.
 */
export function selectRows(...columns: readonly string[]): string {
  return `select json_group_array(json_array(${columns.map((name) => `${name} | 0`).join(", ")}))`;
}

/**
 * Rows that were read with {@link selectRows}.
 *
 * @throws {DamageFound} if they cannot be read
 */
export function parseRows<Row extends readonly (number | null)[]>(
  text: string | undefined,
): readonly Row[] {
  try {
    return JSON.parse(text ?? "[]");
  } catch {
    throw new DamageFound("a row is not what was written");
  }
}
