import { VenId, VtnVenId } from "@ven/core";
import { ManualClock, RecordingLogger } from "@ven/core/testing";
import type { FlatVen } from "@ven/manager";
import { memoryOutbox, type Outbox } from "@ven/store";
import type {
  Carrier,
  LookOutcome,
  PartOutcome,
  ReportPart,
} from "../../../src/delivery/carrier.ts";
import { LayoutBook } from "../../../src/delivery/layout-book.ts";
import { encodeReadings, READINGS_KIND } from "../../../src/delivery/readings-bytes.ts";
import { Sender, type SenderOptions } from "../../../src/delivery/sender.ts";
import { layoutOf } from "./kept-readings.ts";

const START_MS = Date.UTC(2025, 0, 16, 12);

/** A VTN as a carrier meets it. */
export interface ScriptedVtn {
  readonly send: (venId: string, part: ReportPart) => PartOutcome | Promise<PartOutcome>;
  readonly look?: (
    venId: string,
    parts: readonly ReportPart[],
  ) => LookOutcome | Promise<LookOutcome>;
  /** Throws where a VEN cannot be registered. */
  readonly open?: (venId: string) => void | Promise<void>;
}

/** A sender over an outbox in memory and a VTN that a test says itself. */
export function senderAt(
  { send, look, open }: ScriptedVtn,
  options: Partial<SenderOptions> & { readonly wrap?: (outbox: Outbox) => Outbox } = {},
) {
  const clock = new ManualClock();
  const logger = new RecordingLogger();
  const layouts = new LayoutBook();
  const memory = memoryOutbox({ clock });
  const outbox = options.wrap?.(memory) ?? memory;
  const carrier: Carrier = {
    mostPerReport: 1_000,
    quote: () => Promise.resolve({}),
    send: async ({ venId }, part) => await send(venId, part),
    ...(look && { look: async ({ venId }, parts) => await look(venId, parts) }),
  };
  const doubted: string[] = [];
  const sender = new Sender({
    outbox,
    carrier,
    vens: {
      open: async (venId) => {
        await open?.(venId);
        // A carrier that is a script asks nothing more of it.
        return { protocol: "flat", venId: VenId(venId), vtnVenId: VtnVenId("v") } as FlatVen;
      },
      doubt: (venId) => doubted.push(venId),
    },
    layouts,
    clock,
    logger,
    random: () => 0.5,
    concurrency: 16,
    maxReadingsPerReport: 1_000,
    ticksPerReport: 1,
    onAmbiguous: "retry",
    lookAfterMs: 2_000,
    retryFirstMs: 1_000,
    retryLongestMs: 300_000,
    maxBacklogReportsPerSecond: 1_000,
    ...options,
  });
  const layoutBy = new Map<string, ReturnType<typeof layoutOf>>();
  /** Keeps readings of one tick, one entry per VEN. */
  const append = async (tick: number, venIds: readonly string[] = ["Herning"], rowCount = 3) => {
    const atMs = START_MS + tick * 10_000;
    await memory.append(
      venIds.map((venId) => {
        const layout = layoutBy.get(`${venId} ${rowCount}`) ?? layoutOf(rowCount, venId);
        layoutBy.set(`${venId} ${rowCount}`, layout);
        const rows = Uint32Array.from({ length: rowCount }, (_, row) => row);
        const timestampMs = new Float64Array(rowCount).fill(atMs);
        const columns = { layout, timestampMs, powerW: Float64Array.from(rows) };
        const bytes = encodeReadings({ columns, rows });
        const shared = layouts.write(layout);
        const entry = { kind: READINGS_KIND, stream: venId, atMs, count: rowCount, bytes, shared };
        return { key: `${venId}/${atMs}`, ...entry };
      }),
    );
  };
  /** Keeps a tick and lets it go, as a manager does. */
  const tick = async (index: number, venIds?: readonly string[], rowCount?: number) => {
    sender.hold(START_MS + index * 10_000, { isTick: true });
    await append(index, venIds, rowCount);
    sender.release();
  };
  const counts = async () => {
    const [vtn] = (await memory.status()).sinks;
    return {
      delivered: vtn?.deliveredCount ?? 0,
      pending: vtn?.pending.readingCount ?? 0,
      intent: vtn?.intent.readingCount ?? 0,
      dead: vtn?.dead.readingCount ?? 0,
      dropped: vtn?.droppedCount ?? 0,
    };
  };
  return { sender, outbox: memory, clock, logger, doubted, append, tick, counts };
}

/** Which tick a report is of. */
export function tickOf({ slices }: ReportPart): number {
  return ((slices[0]?.columns.timestampMs[slices[0].rows[0] ?? 0] ?? 0) - START_MS) / 10_000;
}
