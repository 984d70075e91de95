import { isVenError } from "@ven/core";

/** Exit codes of the `ven` command. */
export const EXIT_CODES = {
  /** All went well, or a run was stopped by Ctrl-C. */
  ok: 0,
  /** Something failed that no other code names, for example some readings. */
  failed: 1,
  /** The command line is wrong. */
  usage: 2,
  /** A setting, the fleet, the database or a replay file is missing or wrong. */
  badInput: 65,
  /** The VTN cannot be reached, or the InfluxDB that a backfill reads. */
  unreachable: 69,
  /** Another process delivers from the outbox: it may be tried again later. */
  occupied: 75,
  /** The VTN refused the request or answered nonsense. */
  refused: 76,
  /** The VTN did not accept the token, or wants one. */
  unauthorized: 77,
  /** Ctrl-C was pressed twice, or once where it left the result unwritten. */
  interrupted: 130,
} as const;

const BY_ERROR_CODE: Readonly<Record<string, number>> = {
  OUTBOX_OWNED: EXIT_CODES.occupied,
  VTN_UNREACHABLE: EXIT_CODES.unreachable,
  INFLUX_UNREACHABLE: EXIT_CODES.unreachable,
  INFLUX_UNAVAILABLE: EXIT_CODES.unreachable,
  INFLUX_REFUSED: EXIT_CODES.refused,
  INFLUX_ANSWER_INVALID: EXIT_CODES.refused,
  VTN_UNAUTHORIZED: EXIT_CODES.unauthorized,
  VTN_AUTH: EXIT_CODES.unauthorized,
  VTN_PROBLEM: EXIT_CODES.refused,
  VTN_ANSWER_INVALID: EXIT_CODES.refused,
};

/** The exit code that an error ends a command with. */
export function exitCodeOf(error: unknown): number {
  if (!isVenError(error)) return EXIT_CODES.failed;
  return BY_ERROR_CODE[error.code] ?? EXIT_CODES.badInput;
}
