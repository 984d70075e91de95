import { ReplayFormatError } from "../replay-format-error.ts";

/** Which column of a table has which name. */
export interface TableHeader {
  readonly file: string;
  /** 1-based line that the names are on; none where they stand in no line. */
  readonly line?: number;
  readonly names: readonly string[];
}

/**
 * Finds a column by its name.
 *
 * @returns its position, from 0
 * @throws {ReplayFormatError} if there is none; names those that there are
 */
export function findColumn({ file, line, names }: TableHeader, name: string): number {
  const position = names.indexOf(name);
  if (position >= 0) return position;
  const shown = names.slice(0, 8).map((known) => JSON.stringify(known));
  const more = names.length > shown.length ? ", ..." : "";
  throw new ReplayFormatError({
    file,
    ...(line === undefined ? {} : { line }),
    column: name,
    problem: `there is no such column; the file has ${shown.join(", ")}${more}`,
  });
}
