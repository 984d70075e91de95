import type { Bench } from "../bench.ts";
import { answerText, CONCURRENCY, type PosterKind, reportText } from "../support/posted-report.ts";
import { startReportPoster } from "../support/report-poster.ts";
import { startReportSink } from "../support/report-sink.ts";

const BODY_BYTES = 412;
/** Slices of requests in which the kinds take turns, so that what else the machine does hits all. */
const SLICES = 4;
/** Slices before those that are measured, which let V8 compile. */
const WARM_SLICES = 4;
const SLICE_REQUESTS = 1_500;

const KINDS: readonly PosterKind[] = ["fast", "plain", "axiosDefault", "undiciDispatch"];

export const bench: Bench = {
  about: `CPU time of a client process per POST of a ${BODY_BYTES}-byte report, ${CONCURRENCY} at once, mean of ${SLICES * SLICE_REQUESTS}, in slices that take turns; our client writes the JSON, parses and checks each answer, under time limits, an AbortSignal, retries, circuit breaker and limits; server and clients are processes of their own`,
  rounds: 5,
  async run(round) {
    if (Buffer.byteLength(reportText) !== BODY_BYTES) {
      throw new Error(`the report has ${Buffer.byteLength(reportText)} bytes, not ${BODY_BYTES}`);
    }
    await using sink = await startReportSink(answerText);
    await using fast = await startReportPoster("fast", sink.origin);
    await using plain = await startReportPoster("plain", sink.origin);
    await using axiosDefault = await startReportPoster("axiosDefault", sink.origin);
    await using undiciDispatch = await startReportPoster("undiciDispatch", sink.origin);
    const posters = { fast, plain, axiosDefault, undiciDispatch };
    const spentUs = { fast: 0, plain: 0, axiosDefault: 0, undiciDispatch: 0 };
    for (let slice = 0; slice < WARM_SLICES + SLICES; slice += 1) {
      for (let turn = 0; turn < KINDS.length; turn += 1) {
        const kind = KINDS[(turn + slice + round) % KINDS.length] ?? "fast";
        const sliceUs = await posters[kind].post(SLICE_REQUESTS);
        if (slice >= WARM_SLICES) spentUs[kind] += sliceUs;
      }
    }
    const expected = KINDS.length * (WARM_SLICES + SLICES) * SLICE_REQUESTS;
    const answered = await sink.countRequests();
    if (answered !== expected) throw new Error(`${answered} of ${expected} requests arrived`);
    const perRequest = (kind: PosterKind) => spentUs[kind] / (SLICES * SLICE_REQUESTS);
    return {
      fastUs: perRequest("fast"),
      plainUs: perRequest("plain"),
      axiosDefaultUs: perRequest("axiosDefault"),
      undiciDispatchUs: perRequest("undiciDispatch"),
      fastVsAxiosDefault: spentUs.axiosDefault / spentUs.fast,
      fastOverUndiciDispatch: spentUs.fast / spentUs.undiciDispatch,
    };
  },
};
