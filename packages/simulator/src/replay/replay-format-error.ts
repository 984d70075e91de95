import { isVenError, VenError } from "@ven/core";

/** Where in a recorded file something is wrong, and what. */
export interface ReplayFormatProblem {
  /** Path as it was given. */
  readonly file: string;
  /** Line of a CSV, or row of an HDF5 data set; from 1. */
  readonly line?: number;
  /** Column name of a CSV, or path of an HDF5 data set. */
  readonly column?: string;
  /** The text that is wrong. */
  readonly value?: string;
  /** What is wrong with it, and what to do. */
  readonly problem: string;
}

/** A recorded file is not what it was declared to be. */
export class ReplayFormatError extends VenError {
  readonly file: string;
  readonly line: number | undefined;
  readonly column: string | undefined;
  readonly value: string | undefined;

  constructor(problem: ReplayFormatProblem, options: { readonly cause?: unknown } = {}) {
    super(describe(problem), { code: "REPLAY_FORMAT", ...options });
    this.file = problem.file;
    this.line = problem.line;
    this.column = problem.column;
    this.value = problem.value;
  }
}

/** Tells whether a caught value is a {@link ReplayFormatError}. */
export function isReplayFormatError(value: unknown): value is ReplayFormatError {
  return isVenError(value, "REPLAY_FORMAT");
}

function describe({ file, line, column, value, problem }: ReplayFormatProblem): string {
  const place = [
    `replay file ${file}`,
    ...(line === undefined ? [] : [`line ${line}`]),
    ...(column === undefined ? [] : [`column ${quoted(column)}`]),
  ].join(", ");
  return `${place}: ${value === undefined ? "" : `${quoted(value)} `}${problem}`;
}

function quoted(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}...` : text);
}
