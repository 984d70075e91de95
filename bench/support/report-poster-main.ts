// A client process: posts the report in one way, so many times, each time it is told to, and says
// what CPU time that took. A process of its own, as its garbage and its compiled code are then its own.
import { createVtnClient } from "@ven/vtn-client";
import axios from "axios";
import { type Dispatcher, Pool } from "undici";
import { CONCURRENCY, type PosterKind, report, reportText } from "./posted-report.ts";

const [kind = "", origin = ""] = process.argv.slice(2);
const TOKEN = "a-token-of-a-bench";

const posters: Readonly<Record<PosterKind, () => () => Promise<unknown>>> = {
  fast: () => ours("fast"),
  plain: () => ours("plain"),
  axiosDefault: () => () =>
    axios.post(`${origin}/reports`, report, { headers: { authorization: `Bearer ${TOKEN}` } }),
  undiciDispatch,
};

function ours(transport: "fast" | "plain"): () => Promise<unknown> {
  const vtn = createVtnClient({
    vtnUrl: origin,
    protocol: "3.1.0",
    transport,
    maxSockets: CONCURRENCY,
    auth: { kind: "bearer", token: TOKEN },
  });
  const { signal } = new AbortController();
  return () => vtn.reports.create(report, { signal });
}

function undiciDispatch(): () => Promise<unknown> {
  const pool = new Pool(origin, { connections: CONCURRENCY, pipelining: 1 });
  const headers = { "content-type": "application/json", authorization: `Bearer ${TOKEN}` };
  return () =>
    new Promise<void>((resolve, reject) => {
      const handler: Dispatcher.DispatchHandler = {
        onRequestStart: () => undefined,
        onResponseStart: () => undefined,
        onResponseData: () => undefined,
        onResponseEnd: () => resolve(),
        onResponseError: (_, error) => reject(error),
      };
      pool.dispatch({ method: "POST", path: "/reports", headers, body: reportText }, handler);
    });
}

const post = posters[kind as PosterKind]();

process.on("message", async ({ requestCount }: { requestCount: number }) => {
  let left = requestCount;
  const worker = async () => {
    while (left > 0) {
      left -= 1;
      await post();
    }
  };
  const before = process.cpuUsage();
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  const { user, system } = process.cpuUsage(before);
  process.send?.({ spentUs: user + system });
});
process.once("disconnect", () => process.exit());
process.send?.("ready");
