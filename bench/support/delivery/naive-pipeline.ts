import type { FleetDefinition, ReadingColumns } from "@ven/core";
import axios from "axios";
import { benchSimulator } from "./bench-meters.ts";
import type { Pipeline } from "./pipeline.ts";
import { reportGraph } from "./report-graph.ts";
import { openRowStore, type RowStore } from "./row-store.ts";

/** Reports under way at once. */
const CONCURRENCY = 16;

/** How a naive pipeline goes about it. */
export interface NaivePipelineOptions {
  readonly origin: string;
  readonly fleet: FleetDefinition;
  readonly mode: "single" | "batch";
  /** Whether it keeps readings in rows until they are acknowledged. */
  readonly keepsRows: boolean;
}

/** What one writes first: a row per reading, an object graph, and axios as it comes. */
export async function naivePipeline(options: NaivePipelineOptions): Promise<Pipeline> {
  const { fleet } = options;
  const simulator = await benchSimulator(fleet);
  const store = options.keepsRows ? openRowStore() : undefined;
  const url = `${options.origin}/openadr3/reports`;
  const send = options.mode === "single" ? sendSingly : sendAtOnce;
  return {
    async tick() {
      simulator.increaseTime();
      const sent = fleet.vens.map(async ({ venId }) => {
        const columns = simulator.collectColumns(venId);
        await send(url, columns, store);
        return columns.layout.rowCount;
      });
      return (await Promise.all(sent)).reduce((sum, count) => sum + count, 0);
    },
    async [Symbol.asyncDispose]() {
      store?.[Symbol.dispose]();
    },
  };
}

async function sendAtOnce(url: string, columns: ReadingColumns, store?: RowStore): Promise<void> {
  const { rowCount } = columns.layout;
  const firstId = store?.insert(columns) ?? 0;
  await axios.post(url, reportGraph(columns, allRows(rowCount)));
  store?.deleteMany(firstId, rowCount);
}

async function sendSingly(url: string, columns: ReadingColumns, store?: RowStore): Promise<void> {
  const firstId = store?.insert(columns) ?? 0;
  const rows = allRows(columns.layout.rowCount);
  const worker = async () => {
    for (const row of rows) {
      await axios.post(url, reportGraph(columns, [row]));
      store?.delete(firstId + row);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
}

/** Rows 0 to count - 1; several workers may take from it. */
function* allRows(count: number): Generator<number> {
  for (let row = 0; row < count; row += 1) yield row;
}
