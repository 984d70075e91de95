import { encodeReportBytes } from "@ven/openadr-schema";
import { type Dispatcher, Pool } from "undici";
import { benchFleet } from "./bench-fleet.ts";
import { benchSimulator } from "./bench-meters.ts";
import type { Pipeline } from "./pipeline.ts";

/** undici and nothing else: posts the same report of 7,200 readings again and again. */
export async function undiciPipeline(origin: string): Promise<Pipeline> {
  const simulator = await benchSimulator(benchFleet(1, 1_200));
  simulator.increaseTime();
  const columns = simulator.collectColumns("ven-0");
  const { body, readingCount } = encodeReportBytes("3.1.0", {
    eventID: "event-1",
    clientName: "ven-0",
    reportName: "as long as the name of one of our reports, more or less",
    columns,
  });
  const pool = new Pool(origin, { connections: 16, pipelining: 1 });
  const headers = { "content-type": "application/json" };
  const post = () =>
    new Promise<void>((resolve, reject) => {
      const handler: Dispatcher.DispatchHandler = {
        onRequestStart: () => undefined,
        onResponseStart: () => undefined,
        onResponseData: () => undefined,
        onResponseEnd: () => resolve(),
        onResponseError: (_, error) => reject(error),
      };
      pool.dispatch({ method: "POST", path: "/openadr3/reports", headers, body }, handler);
    });
  return {
    async tick() {
      await post();
      return readingCount;
    },
    [Symbol.asyncDispose]: () => pool.close(),
  };
}
