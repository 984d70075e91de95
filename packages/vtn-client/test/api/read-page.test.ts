import { startMockVtn } from "@ven/mock-vtn";
import {
  createVtnClient,
  ensureProgram,
  ensureReportOnlyEvent,
  isVtnAnswerError,
  isVtnUnreachableError,
} from "@ven/vtn-client";
import { describe, expect, it } from "vitest";

const versions = ["3.0.1", "3.1.0"] as const;

async function start(protocol: (typeof versions)[number]) {
  const running = await startMockVtn();
  const client = createVtnClient({ vtnUrl: running.vtnUrls[protocol], protocol });
  const { object: program } = await ensureProgram(client, { programName: "metering" });
  const event = { programID: program.id, eventName: "metering" };
  const { object } = await ensureReportOnlyEvent(client, event);
  for (let index = 0; index < 5; index += 1) {
    const common = { eventID: object.id, clientName: "Herning", resources: [] };
    const body = { programID: program.id, ...common, reportName: `report ${index}` };
    await client.reports.createEncoded(JSON.stringify(body));
  }
  return {
    client,
    vtn: running.vtn,
    eventID: object.id,
    [Symbol.asyncDispose]: () => running.close(),
  };
}

describe.each(versions)("reports.readPage over OpenADR %s", (protocol) => {
  it("gives some reports in a row, and how long they are", async () => {
    await using at = await start(protocol);
    const { eventID } = at;
    const page = await at.client.reports.readPage({ eventID }, { skip: 1, limit: 3 });
    const names = page.items.map((item) => (item as { reportName?: string }).reportName);
    expect(names).toEqual(["report 1", "report 2", "report 3"]);
    expect(page.textLength).toBe(JSON.stringify(page.items).length);
    const none = await at.client.reports.readPage({ clientName: "Ikast" }, { skip: 0, limit: 50 });
    expect(none).toEqual({ items: [], textLength: 2 });
  });

  it("takes whatever is in a list, and nothing that is none", async () => {
    await using at = await start(protocol);
    const read = () => at.client.reports.readPage({}, { skip: 0, limit: 50 });
    const bodies = [[null, 7, { id: 3 }], { reports: [] }];
    at.vtn.faults.add({
      operationId: "searchAllReports",
      fault: { kind: "custom", answer: () => Response.json(bodies.shift()) },
    });
    expect((await read()).items).toEqual([null, 7, { id: 3 }]);
    const refusal = await read().catch((error: unknown) => error);
    expect(isVtnAnswerError(refusal) && refusal.isAmbiguous).toBe(false);
    expect(isVtnAnswerError(refusal)).toBe(true);
  });

  it("says that they are too long together to be read", async () => {
    await using at = await start(protocol);
    at.vtn.faults.add({ operationId: "searchAllReports", fault: { kind: "oversized" } });
    const read = at.client.reports.readPage({}, { skip: 0, limit: 50 });
    const error = await read.catch((thrown: unknown) => thrown);
    expect(isVtnUnreachableError(error) && error.reason).toBe("ANSWER_TOO_LARGE");
  });

  it.each([
    ["skip", { skip: -1, limit: 1 }],
    ["limit", { skip: 0, limit: 51 }],
    ["limit", { skip: 0, limit: 0 }],
  ])("refuses a %s out of its range", async (name, page) => {
    await using at = await start(protocol);
    await expect(at.client.reports.readPage({}, page)).rejects.toThrow(name);
  });
});
