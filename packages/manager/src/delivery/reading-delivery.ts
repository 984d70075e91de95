import { describeError, eachOfMany, type Logger } from "@ven/core";
import type { ReportOutcome } from "@ven/vtn-client";
import { MANAGER_LOG } from "../manager-log.ts";
import type { FlatVen } from "../registered-ven.ts";
import type { Delivery, DeliveryCount, ReadingBatch } from "./delivery.ts";

/**
 * Sends each reading in a report of its own, once, at once. Nothing is kept: what a refusal, a
 * network error or the end of the process interrupts is lost with its tick.
 */
export class ReadingDelivery implements Delivery<FlatVen> {
  readonly #atOnce: number;
  readonly #logger: Logger;

  /** @param atOnce - how many reports of a VEN are in hand at once */
  constructor(atOnce: number, logger: Logger) {
    this.#atOnce = atOnce;
    this.#logger = logger;
  }

  async deliver(
    batch: ReadingBatch<FlatVen>,
    options: { readonly signal?: AbortSignal } = {},
  ): Promise<DeliveryCount> {
    let sentCount = 0;
    let isUnknownToVtn = false;
    await eachOfMany(batch.rows, this.#atOnce, async (row) => {
      if (options.signal?.aborted === true) return;
      try {
        const outcome = await sendRow(batch, row, options);
        if (outcome?.kind === "accepted") sentCount += 1;
        if (outcome?.kind === "refused" && outcome.status === 404) isUnknownToVtn = true;
      } catch (error) {
        // One reading that cannot be sent must not stop the others of its VEN.
        const { venId } = batch.ven;
        this.#logger.error({ venId, reason: describeError(error) }, MANAGER_LOG.readingFailed);
      }
    });
    const reportCount = batch.rows.length;
    return { sentCount, failedCount: reportCount - sentCount, reportCount, isUnknownToVtn };
  }
}

function sendRow(
  batch: ReadingBatch<FlatVen>,
  row: number,
  options: { readonly signal?: AbortSignal },
): Promise<ReportOutcome> | undefined {
  const { layout, timestampMs, powerW } = batch.columns;
  const resource = layout.resources[layout.resourceIndex[row] ?? -1];
  const loadId = layout.loadIds[layout.loadIndex[row] ?? -1];
  if (resource === undefined) return undefined;
  return batch.ven.client.reportMeterDataOutcome(
    {
      resourceId: resource.resourceId,
      resourceName: resource.name,
      timestampMs: timestampMs[row] ?? Number.NaN,
      powerW: powerW[row] ?? Number.NaN,
      ...(loadId === undefined ? {} : { loadId }),
      ...(batch.programId === undefined ? {} : { programId: batch.programId }),
    },
    options,
  );
}
