import type { ChaosPrograms } from "./processes/build-processes.ts";

/** What a case is run with. */
export interface CaseOptions {
  readonly seed: string;
  /** How many processes are ended, where a case ends any. @defaultValue its own */
  readonly kills?: number;
  /** Whether to run as large as the promises say, not as large as CI has time for. */
  readonly isLong: boolean;
  readonly programs: ChaosPrograms;
  /** Somebody's own VTN, in place of the mock VTN. */
  readonly ownVtn?: OwnVtn;
  /** Tells how far it is. */
  readonly say: (line: string) => void;
}

/** A VTN to which a case may report. */
export interface OwnVtn {
  readonly vtnUrl: string;
  readonly protocol: "3.0.1" | "3.1.0";
}

/** What a case, or one variant of it, came to. */
export interface CaseResult {
  /** The case, and which variant where it has several. */
  readonly case: string;
  readonly kills: number;
  readonly readings: number;
  readonly lost: number;
  readonly duplicated: number;
  /** What else was counted, by name with unit. */
  readonly figures: Readonly<Record<string, number>>;
  /** What was promised and not kept; none if it passed. */
  readonly broken: readonly string[];
  /** The smallest scenario found that fails, if it failed and could be made smaller. */
  readonly minimal?: object;
}

/** One row of the table of proofs. */
export interface ChaosCase {
  /** As `--case` takes it. */
  readonly name: string;
  /** The names of its results, in CI as at length. */
  readonly rows: readonly string[];
  /** What it proves, in one sentence. */
  readonly about: string;
  /** Whether it can be run against somebody's own VTN. */
  readonly suitsOwnVtn: boolean;
  run(options: CaseOptions): Promise<readonly CaseResult[]>;
}

/** The names of promises that were not kept. */
export function brokenOf(promises: Readonly<Record<string, boolean>>): readonly string[] {
  return Object.entries(promises).flatMap(([promise, isKept]) => (isKept ? [] : [promise]));
}
