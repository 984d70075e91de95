import type { Bench } from "../bench.ts";
import { bundleBenchPrograms } from "../support/delivery/bench-programs.ts";
import { measureGroup } from "../support/delivery/measure-group.ts";
import { measureLargeFleet } from "../support/delivery/measure-large-fleet.ts";

export const bench: Bench = {
  about:
    "CPU time per reading of a client process that simulates, persists, encodes, sends, acknowledges and deletes, over a manager with an outbox on disk and the fast transport to a sink in another process; against a naive pipeline: axios with its defaults, a row per reading in better-sqlite3 (one transaction per tick; WAL, synchronous=NORMAL), object graph and JSON.stringify; in slices of a tenth of a second to a whole one that take turns, once each has had 4 s of CPU time for V8 to compile it. Both have the usual synthetic meters, ten seconds from tick to tick. single: one POST per reading, 16 at once; batch720: 10 VENs of 720 loads, a report each; batch7200: 3 VENs of 7,200 loads, against bare undici with a constant body; outbox: 10 entries of 720 readings kept, read, noted as sent and deleted, against as much with a row of 412 bytes per reading; large: 10,000 VENs of 12 loads",
  rounds: 5,
  floors: {
    singleVsNaive: { least: 6 },
    batch720ProcessVsNaive: { least: 10 },
    batch720PowerLossVsNaive: { least: 8 },
    batch7200OverUndici: { most: 6 },
    encodeVsStringify: { least: 15 },
    outboxVsRows: { least: 100 },
    stallMs: { most: 50 },
    rssMB: { most: 512 },
  },
  async run(round) {
    await using programs = await bundleBenchPrograms();
    const single = await measureGroup("single", round, programs);
    const batch720 = await measureGroup("batch720", round, programs);
    const batch7200 = await measureGroup("batch7200", round, programs);
    const encode = await measureGroup("encode", round, programs);
    const simulate = await measureGroup("simulate", round, programs);
    const outbox = await measureGroup("outbox", round, programs);
    const large = await measureLargeFleet(programs);
    return {
      singleVsNaive: single.naive / single.ours,
      singleFlatVsNaive: single.naive / single.oursFlat,
      batch720ProcessVsNaive: batch720.naive / batch720.process,
      batch720PowerLossVsNaive: batch720.naive / batch720.powerLoss,
      batch720ProcessVsNaiveNoRows: batch720.naiveNoRows / batch720.process,
      batch720PowerLossVsNaiveNoRows: batch720.naiveNoRows / batch720.powerLoss,
      batch7200OverUndici: batch7200.process / batch7200.undici,
      encodeVsStringify: encode.stringify / encode.ours,
      outboxVsRows: outbox.rows / outbox.ours,
      stallMs: large.stallMs,
      rssMB: large.rssMB,
      singleUs: single.ours / 1_000,
      singleFlatUs: single.oursFlat / 1_000,
      singleNaiveUs: single.naive / 1_000,
      batch720ProcessNs: batch720.process,
      batch720PowerLossNs: batch720.powerLoss,
      batch720NaiveNs: batch720.naive,
      batch720NaiveNoRowsNs: batch720.naiveNoRows,
      batch7200ProcessNs: batch7200.process,
      batch7200UndiciNs: batch7200.undici,
      encodeNs: encode.ours,
      stringifyNs: encode.stringify,
      simulateNs: simulate.ours,
      outboxNs: outbox.ours,
      rowsNs: outbox.rows,
      largeFleetNs: large.nsPerReading,
    };
  },
};
