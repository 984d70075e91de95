import { type MockVtnOptions, startMockVtn } from "@ven/mock-vtn";
import { encodeReportBytes } from "@ven/openadr-schema";
import {
  createVtnClient,
  ensureProgram,
  ensureReportOnlyEvent,
  isVtnAnswerError,
  type VtnClient,
} from "@ven/vtn-client";
import { describe, expect, it } from "vitest";
import { lookForReports } from "../../src/looks/look-for-reports.ts";
import { fleetOf, ScriptedMeters } from "../support/fake-meters.ts";

const versions = ["3.0.1", "3.1.0"] as const;

/** A VTN with an event, and reports of ticks that can be sent and looked for. */
async function start(protocol: (typeof versions)[number], options: MockVtnOptions = {}) {
  const running = await startMockVtn(options);
  const client: VtnClient = createVtnClient({ vtnUrl: running.vtnUrls[protocol], protocol });
  const { object: program } = await ensureProgram(client, { programName: "metering" });
  const event = { programID: program.id, eventName: "metering" };
  const { object } = await ensureReportOnlyEvent(client, event);
  const meters = new ScriptedMeters(fleetOf(["Herning"], 2), (_, row, index) => row + index / 7);
  const quoted = { programID: program.id, eventID: object.id };
  const next = (reportName: string, clientName = "Herning") => {
    meters.increaseTime();
    const columns = meters.collectColumns("Herning");
    const rows = Uint32Array.from({ length: columns.layout.rowCount }, (_, row) => row);
    const envelope = { ...quoted, clientName, reportName };
    const { body } = encodeReportBytes(protocol, { ...envelope, columns, rows });
    return {
      reportName,
      readings: () => [{ columns, rows }],
      send: async (count = 1) => {
        for (let sent = 0; sent < count; sent += 1) await client.reports.createEncoded(body);
      },
    };
  };
  return {
    vtn: running.vtn,
    next,
    look: (expected: readonly ReturnType<typeof next>[], maxPages = 100) =>
      lookForReports(
        client,
        { eventId: quoted.eventID, clientName: "Herning", expected, maxPages },
        {},
      ),
    [Symbol.asyncDispose]: () => running.close(),
  };
}

describe.each(versions)("lookForReports over OpenADR %s", (protocol) => {
  it.each([
    ["as the specification says", {}],
    [
      "that rewrites durations and wants names of its own",
      { rewriteDurations: true, reportNames: "unique" },
    ],
  ] as const)("finds the reports that a VTN has %s", async (_, personality) => {
    await using at = await start(protocol, { personality });
    const reports = Array.from({ length: 30 }, (_, index) => at.next(`report ${index}`));
    for (const report of reports.slice(0, 25)) await report.send();
    const asked = [reports[3], reports[24], reports[29]].filter((report) => report !== undefined);
    expect(await at.look(asked)).toEqual({
      kind: "looked",
      found: new Set(["report 3", "report 24"]),
      foreign: new Set(),
      isComplete: true,
      pageCount: 3,
    });
  });

  it("ends as soon as it has found all", async () => {
    await using at = await start(protocol);
    const first = at.next("first");
    await first.send();
    for (let index = 0; index < 60; index += 1) await at.next(`later ${index}`).send();
    expect(await at.look([first])).toMatchObject({ isComplete: true, pageCount: 1 });
    expect(await at.look([])).toMatchObject({ isComplete: true, pageCount: 0 });
  });

  it("tells a report of the name that says something else", async () => {
    await using at = await start(protocol);
    const other = at.next("taken");
    const ours = at.next("taken");
    await other.send();
    expect(await at.look([ours])).toMatchObject({
      found: new Set(),
      foreign: new Set(["taken"]),
      isComplete: true,
    });
    await ours.send();
    expect(await at.look([ours])).toMatchObject({ found: new Set(["taken"]), foreign: new Set() });
  });

  it("does not see the reports of others", async () => {
    await using at = await start(protocol);
    const theirs = at.next("report", "Ikast");
    await theirs.send();
    expect(await at.look([theirs])).toMatchObject({ found: new Set(), isComplete: true });
  });

  it("says that it did not see all when it may read no further", async () => {
    await using at = await start(protocol);
    await at.next("one").send(120);
    const last = at.next("last");
    await last.send();
    expect(await at.look([last], 2)).toMatchObject({ found: new Set(), isComplete: false });
    expect(await at.look([last])).toMatchObject({ found: new Set(["last"]), isComplete: true });
  });

  it.each([403, 404, 405, 501])(
    "says that the VTN allows no look where it answers %s",
    async (status) => {
      await using at = await start(protocol);
      at.vtn.faults.add({ operationId: "searchAllReports", fault: { kind: "status", status } });
      expect(await at.look([at.next("report")])).toMatchObject({
        kind: "notAllowed",
        status,
        reason: expect.stringContaining(String(status)),
      });
    },
  );

  it.each(["notJson", "wrongShape", "html", "empty"] as const)(
    "is an error where the VTN gives no list but %s",
    async (body) => {
      await using at = await start(protocol);
      at.vtn.faults.add({ operationId: "searchAllReports", fault: { kind: "malformed", body } });
      const error = await at.look([at.next("report")]).catch((thrown: unknown) => thrown);
      expect(isVtnAnswerError(error)).toBe(true);
    },
  );

  it.each(["same", "new"] as const)(
    "does not take a list that never ends for a whole one, whose pages are the %s",
    async (ids) => {
      await using at = await start(protocol);
      await at.next("another").send();
      at.vtn.faults.add({ operationId: "searchAllReports", fault: { kind: "endlessPaging", ids } });
      const missing = await at.look([at.next("report")], 20);
      expect(missing).toMatchObject({ found: new Set(), isComplete: false });
    },
  );

  it("finds its report among others that are none", async () => {
    await using at = await start(protocol);
    const report = at.next("report");
    await report.send();
    const junk = [null, 7, "x", [], {}, { reportName: "report" }, { id: 3, reportName: "report" }];
    at.vtn.faults.add({
      operationId: "searchAllReports",
      fault: {
        kind: "custom",
        answer: async (_request, answerNormally) =>
          Response.json([...junk, ...((await (await answerNormally()).json()) as unknown[])]),
      },
    });
    expect(await at.look([report])).toMatchObject({ found: new Set(["report"]) });
  });

  it("stops when it is told to", async () => {
    await using at = await start(protocol);
    const request = { eventId: "e", clientName: "c", expected: [at.next("report")], maxPages: 1 };
    const client = createVtnClient({ vtnUrl: "http://127.0.0.1:9", protocol });
    const look = lookForReports(client, request, { signal: AbortSignal.abort() });
    await expect(look).rejects.toMatchObject({ reason: "ABORTED" });
  });
});
