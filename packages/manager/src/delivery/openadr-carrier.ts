import { type Clock, describeError, type Logger, type NamedLayout } from "@ven/core";
import {
  type EncodedReportBytes,
  encodeReportBytes,
  ReportWorkspace,
  reportResourceName,
} from "@ven/openadr-schema";
import { isVtnProblemError } from "@ven/vtn-client";
import { lookForReports } from "../looks/look-for-reports.ts";
import { MANAGER_LOG } from "../manager-log.ts";
import type { OpenAdrVen } from "../registered-ven.ts";
import type { Carrier, CarryOptions, LookOutcome, PartOutcome, ReportPart } from "./carrier.ts";
import type { FaultsOfNames } from "./fit-rows.ts";
import { type RequestFailure, readFailure } from "./read-failure.ts";

/** Refusals that may mean that the VTN does not know the event: it has no status of its own for that. */
const PERHAPS_UNKNOWN: ReadonlySet<number> = new Set([400, 404, 409, 422]);

/** Most requests of a look: some 8,000 reports of 720 readings. */
const MOST_PAGES = 1_500;

/** Reports of OpenADR 3.0.1 and 3.1.0, which can be looked for. */
export class OpenAdrCarrier implements Carrier<OpenAdrVen> {
  /** Two reports of so many readings fit an answer of 5 MiB, or a look could not tell what is not there. */
  readonly mostPerReport: number = 10_000;
  readonly quote: Carrier<OpenAdrVen>["quote"];
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #workspace = new ReportWorkspace();
  readonly #faultsOfNames = new WeakMap<NamedLayout, FaultsOfNames>();

  /** @param quote - finds the program and the event that reports quote now */
  constructor(clock: Clock, logger: Logger, quote: Carrier<OpenAdrVen>["quote"]) {
    this.#clock = clock;
    this.#logger = logger;
    this.quote = quote;
  }

  readonly faultsOfNames = (layout: NamedLayout): FaultsOfNames | undefined => {
    let faults = this.#faultsOfNames.get(layout);
    if (faults === undefined) {
      faults = faultsOfNames(layout);
      this.#faultsOfNames.set(layout, faults);
    }
    return faults === NO_FAULTS ? undefined : faults;
  };

  async send(ven: OpenAdrVen, part: ReportPart, options: CarryOptions): Promise<PartOutcome> {
    const { eventId = ven.eventId } = part;
    const encoded = this.#encode(ven, part);
    // Halved, the rest of it may be written.
    if ("error" in encoded) return unsent(describeError(encoded.error));
    const { body, readingCount, warnings } = encoded;
    if (readingCount < part.readingCount) {
      const [warning] = warnings;
      return unsent(`${warning?.kind}: ${warning?.detail}`);
    }
    try {
      const { id: reportId } = await ven.client.reports.createEncoded(body, options);
      this.#logger.debug({ venId: ven.venId, reportId, readingCount }, MANAGER_LOG.reportAccepted);
      this.#workspace.release(body);
      return { kind: "accepted" };
    } catch (error) {
      return await this.#judge(ven, eventId, readFailure(error, this.#clock), options);
    }
  }

  async look(
    ven: OpenAdrVen,
    parts: readonly ReportPart[],
    options: CarryOptions,
  ): Promise<LookOutcome> {
    const [first] = parts;
    if (first === undefined) {
      return { kind: "looked", found: new Set(), isComplete: true, pageCount: 0 };
    }
    const request = {
      eventId: first.eventId ?? ven.eventId,
      clientName: ven.venId,
      expected: parts.map(({ reportName, slices }) => ({ reportName, readings: () => slices })),
      maxPages: MOST_PAGES,
    };
    try {
      return await lookForReports(ven.client, request, options);
    } catch (error) {
      const { reason, health, retryAfterMs } = readFailure(error, this.#clock);
      return { kind: "failed", reason, retryAfterMs, ...(health && { health }) };
    }
  }

  #encode(ven: OpenAdrVen, part: ReportPart): EncodedReportBytes | { readonly error: unknown } {
    const { reportName, programId = ven.programId, eventId = ven.eventId, slices } = part;
    const report = {
      programID: programId,
      eventID: eventId,
      clientName: ven.venId,
      reportName,
      ticks: slices,
    };
    try {
      return encodeReportBytes(ven.protocol, report, { workspace: this.#workspace });
    } catch (error) {
      return { error };
    }
  }

  async #judge(
    ven: OpenAdrVen,
    eventId: string,
    failure: RequestFailure,
    options: CarryOptions,
  ): Promise<PartOutcome> {
    const { reason, health, retryAfterMs, status } = failure;
    // A server that sends 408 has no whole request; a proxy in front of it may have passed it on.
    if (failure.isAmbiguous || status === 408) {
      return { kind: "ambiguous", reason, isVtnDown: health === "down", retryAfterMs };
    }
    if (health !== undefined || status === undefined) {
      return { kind: "postponed", reason, retryAfterMs, ...(health && { health }) };
    }
    if (status === 413) return { kind: "tooLarge", reason };
    if (PERHAPS_UNKNOWN.has(status)) {
      const isKnown = await this.#isEventKnown(ven, eventId, options);
      if (isKnown === undefined) return { kind: "postponed", reason, health: "down" };
      if (!isKnown) return { kind: "unknownVen", reason };
    }
    return { kind: status === 409 ? "conflict" : "refused", reason };
  }

  /** `undefined` if the VTN does not say. */
  async #isEventKnown(
    { client }: OpenAdrVen,
    eventId: string,
    options: CarryOptions,
  ): Promise<boolean | undefined> {
    try {
      await client.events.get(eventId, options);
      return true;
    } catch (error) {
      if (isVtnProblemError(error) && error.status === 404) return false;
      // It answered, if not as it should: the refusal was of the report.
      const { health, isAmbiguous } = readFailure(error, this.#clock);
      return health === undefined && !isAmbiguous ? true : undefined;
    }
  }
}

const NO_FAULTS: FaultsOfNames = new Map();

function faultsOfNames({
  resources,
  loadIds,
  resourceIndex,
  loadIndex,
}: NamedLayout): FaultsOfNames {
  const faults = new Map<number, string>();
  resourceIndex.forEach((index, row) => {
    const resourceName = resources[index]?.name ?? "";
    const loadId = loadIds[loadIndex[row] ?? -1] ?? "";
    if (reportResourceName({ resourceName, loadId }) !== undefined) return;
    faults.set(row, "<site>/<load> is longer than 128 characters, or the load has a /");
  });
  return faults.size === 0 ? NO_FAULTS : faults;
}

function unsent(reason: string): PartOutcome {
  return { kind: "refused", reason, isUnsent: true };
}
