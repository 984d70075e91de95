import type { Clock } from "@ven/core";
import { type MockVtnProtocol, type RunningMockVtn, startMockVtn } from "@ven/mock-vtn";
import type { ChaosEvent } from "../history/chaos-event.ts";
import { FOREIGN_CLIENT, foreignNames } from "./foreign-names.ts";
import { type PersonalityName, personalityOf } from "./personality.ts";
import { storedReadings } from "./stored-readings.ts";
import { type Trouble, troubleRules } from "./trouble.ts";

/** What a VTN of a chaos run is like. */
export interface ChaosVtnOptions {
  readonly protocol: MockVtnProtocol;
  readonly personality: PersonalityName;
  readonly troubles: readonly Trouble[];
  readonly seed: string;
  /** Told of each report that it takes into its store, before the client hears of it. */
  readonly onStored: (event: Extract<ChaosEvent, { kind: "stored" }>) => void;
  /** @defaultValue the machine's */
  readonly clock?: Clock;
}

/** Starts a mock VTN that tells what it stores. */
export async function startChaosVtn(options: ChaosVtnOptions): Promise<RunningMockVtn> {
  const { protocol, personality, troubles, seed, onStored, clock } = options;
  const running = await startMockVtn({
    personality: personalityOf(personality),
    maxReports: 1_000_000,
    maxReportBytes: 512 * 1024 * 1024,
    faults: troubles.flatMap((trouble) => troubleRules(trouble, protocol, seed)),
    ...(clock === undefined ? {} : { clock }),
  });
  const { vtn } = running;
  if (personality === "foreign 409" && protocol !== "flat") {
    vtn.faults.add(foreignNames(vtn, protocol, seed));
  }
  vtn[protocol].onReport((report: object) => {
    const { reportName, report_name, clientName } = report as Record<string, string | undefined>;
    if (clientName === FOREIGN_CLIENT) return;
    const name = reportName ?? report_name ?? "";
    onStored({ kind: "stored", reportName: name, readings: storedReadings(report) });
  });
  return running;
}
