import { checkKnownKeys, InvalidValueError, type KeysOf } from "@ven/core";

/**
 * What real VTNs do that surprises clients, each on its own switch. The defaults are what the
 * specification says, or leaves open.
 */
export interface MockVtnPersonality {
  /** The status of an unknown or expired token; a missing one is always 401. @defaultValue 401 */
  readonly invalidTokenStatus?: 401 | 403;
  /**
   * `unique` refuses a `reportName` that any client has used, as 409; among the reports that are
   * kept. @defaultValue "any"
   */
  readonly reportNames?: "any" | "unique";
  /** Whether a client may have one VEN alone: another one is 409. @defaultValue false */
  readonly oneVenPerClient?: boolean;
  /** Whether durations come back in full: `PT0S` as `P0Y0M0DT0H0M0S`. @defaultValue false */
  readonly rewriteDurations?: boolean;
  /** `refuse` takes no start that means "now", such as `0001-01-01`, as 400. @defaultValue "accept" */
  readonly nowStart?: "accept" | "refuse";
}

/** A personality with every choice made. */
export type Personality = Required<MockVtnPersonality>;

const PERSONALITY_KEYS: KeysOf<MockVtnPersonality> = {
  invalidTokenStatus: true,
  reportNames: true,
  oneVenPerClient: true,
  rewriteDurations: true,
  nowStart: true,
};

/** @throws {InvalidValueError} if there is no such switch, or a choice is not one */
export function checkPersonality(chosen: MockVtnPersonality): Personality {
  checkKnownKeys("personality", chosen, PERSONALITY_KEYS);
  const personality: Personality = {
    invalidTokenStatus: chosen.invalidTokenStatus ?? 401,
    reportNames: chosen.reportNames ?? "any",
    oneVenPerClient: chosen.oneVenPerClient ?? false,
    rewriteDurations: chosen.rewriteDurations ?? false,
    nowStart: chosen.nowStart ?? "accept",
  };
  checkOneOf("invalidTokenStatus", personality.invalidTokenStatus, [401, 403]);
  checkOneOf("reportNames", personality.reportNames, ["any", "unique"]);
  checkOneOf("oneVenPerClient", personality.oneVenPerClient, [true, false]);
  checkOneOf("rewriteDurations", personality.rewriteDurations, [true, false]);
  checkOneOf("nowStart", personality.nowStart, ["accept", "refuse"]);
  return personality;
}

function checkOneOf(name: string, value: unknown, allowed: readonly unknown[]): void {
  if (allowed.includes(value)) return;
  throw new InvalidValueError(`personality: ${name}`, value, `give ${allowed.join(" or ")}`);
}
