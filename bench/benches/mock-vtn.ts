import type { Bench } from "../bench.ts";
import { type PostClient, postClient } from "../support/post-client.ts";
import { type ServerProcess, startServerProcess } from "../support/server-process.ts";

const SITES = 120;
const LOADS = 6;
const WARM_REQUESTS = 1_000;
const TURNS = 4;
const REQUESTS_PER_TURN = 150;
const CONNECTIONS = 4;

export const bench: Bench = {
  about: `a report of ${SITES * LOADS} readings, 3.1.0: server CPU per request of a node:http server that only parses it, over that of the mock VTN, which checks, stores and answers it; ${TURNS} turns of ${REQUESTS_PER_TURN} requests each, ${CONNECTIONS} connections`,
  rounds: 7,
  async run() {
    await using bare = await startServerProcess("./bare-server-main.ts");
    await using vtn = await startServerProcess("./mock-vtn-main.ts");
    using client = postClient(CONNECTIONS);
    const body = Buffer.from(JSON.stringify(await newReport(vtn.url)));
    const bareTarget = { server: bare, url: bare.url, client, body };
    const vtnTarget = { server: vtn, url: `${vtn.url}/reports`, client, body };
    for (const target of [bareTarget, vtnTarget]) await cpuUsOf(target, WARM_REQUESTS);
    let bareUs = 0;
    let vtnUs = 0;
    for (let turn = 0; turn < TURNS; turn += 1) {
      bareUs += await cpuUsOf(bareTarget, REQUESTS_PER_TURN);
      vtnUs += await cpuUsOf(vtnTarget, REQUESTS_PER_TURN);
    }
    const requests = TURNS * REQUESTS_PER_TURN;
    return {
      vsBareServer: bareUs / vtnUs,
      vtnUsPerReport: vtnUs / requests,
      bareUsPerReport: bareUs / requests,
    };
  },
};

/** Where requests go. */
interface Target {
  readonly server: ServerProcess;
  readonly url: string;
  readonly client: PostClient;
  readonly body: Uint8Array;
}

/** CPU time that a server takes for some requests, µs. */
async function cpuUsOf({ server, url, client, body }: Target, requests: number): Promise<number> {
  const beforeUs = await server.cpuUs();
  await client.postMany(url, body, requests);
  return (await server.cpuUs()) - beforeUs;
}

/** One reading of each load of each site, for an event that is made for it. */
async function newReport(vtnUrl: string): Promise<object> {
  const program = await create(`${vtnUrl}/programs`, { programName: "metering" });
  const event = await create(`${vtnUrl}/events`, { programID: program.id });
  const loads = Array.from({ length: SITES * LOADS }, (_, index) => ({
    site: Math.floor(index / LOADS),
    load: index % LOADS,
    powerKw: ((index * 7_919) % 9_000) / 1_000,
  }));
  return {
    eventID: event.id,
    clientName: "bench",
    payloadDescriptors: [
      {
        objectType: "REPORT_PAYLOAD_DESCRIPTOR",
        payloadType: "READING",
        readingType: "DIRECT_READ",
        units: "KW",
      },
    ],
    resources: loads.map(({ site, load, powerKw }) => ({
      resourceName: `site-${String(site).padStart(3, "0")}/load_${load}`,
      intervalPeriod: { start: "2026-01-16T10:00:00Z", duration: "PT0S" },
      intervals: [{ id: 0, payloads: [{ type: "READING", values: [powerKw] }] }],
    })),
  };
}

async function create(url: string, body: object): Promise<{ readonly id: string }> {
  const answer = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (answer.status !== 201) throw new Error(`${url} answered ${answer.status}`);
  return (await answer.json()) as { readonly id: string };
}
