import { describeError, type Logger } from "@ven/core";
import { encodeReportColumns } from "@ven/openadr-schema";
import { isVtnProblemError } from "@ven/vtn-client";
import { MANAGER_LOG } from "../manager-log.ts";
import type { OpenAdrVen } from "../registered-ven.ts";
import type { Delivery, DeliveryCount, ReadingBatch } from "./delivery.ts";

/** How VTNs refuse a report whose event they do not have: 3.0.1 has no 404 there, nor 3.1.0. */
const UNKNOWN_TO_VTN: ReadonlySet<number> = new Set([400, 404, 409]);

/**
 * Sends all readings of a VEN's tick in one report, once, at once. Nothing is kept: what a refusal,
 * a network error or the end of the process interrupts is lost with its tick.
 */
export class ReportDelivery implements Delivery<OpenAdrVen> {
  readonly #logger: Logger;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  async deliver(
    batch: ReadingBatch<OpenAdrVen>,
    options: { readonly signal?: AbortSignal } = {},
  ): Promise<DeliveryCount> {
    const { ven, columns, rows } = batch;
    const { venId } = ven;
    if (rows.length === 0) return { sentCount: 0, failedCount: 0, reportCount: 0 };
    const { body, readingCount, warnings } = encodeReportColumns(ven.protocol, {
      programID: ven.programId,
      eventID: ven.eventId,
      clientName: venId,
      columns,
      rows,
    });
    for (const { kind: reason, path, detail } of warnings) {
      this.#logger.warn({ venId, reason, path, detail }, MANAGER_LOG.readingNotCarried);
    }
    const failedCount = rows.length - readingCount;
    if (readingCount === 0) return { sentCount: 0, failedCount, reportCount: 0 };
    try {
      const { id } = await ven.client.reports.createEncoded(body, options);
      this.#logger.debug({ venId, reportId: id, readingCount }, MANAGER_LOG.reportAccepted);
      return { sentCount: readingCount, failedCount, reportCount: 1 };
    } catch (error) {
      const reason = describeError(error);
      this.#logger.warn({ venId, readingCount, reason }, MANAGER_LOG.reportFailed);
      const isUnknownToVtn = isVtnProblemError(error) && UNKNOWN_TO_VTN.has(error.status);
      return { sentCount: 0, failedCount: rows.length, reportCount: 1, isUnknownToVtn };
    }
  }
}
