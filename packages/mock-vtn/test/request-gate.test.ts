import { RecordingLogger } from "@ven/core/testing";
import { startMockVtn } from "@ven/mock-vtn";
import { describe, expect, it } from "vitest";
import { vtnCaller } from "./support/vtn-caller.ts";

describe("a refusal", () => {
  it("is logged at debug where it is how a client finds out, else at warn", async () => {
    const logger = new RecordingLogger();
    const personality = { oneVenPerClient: true, reportNames: "unique" } as const;
    await using running = await startMockVtn({
      logger,
      personality,
      bearerToken: "t",
      clients: [{ clientId: "ven", clientSecret: "s", role: "VEN" }],
    });
    const call = vtnCaller(running.vtnUrl, "t");
    for (const path of ["/auth/server", "/3.0.1/auth/server"]) await call("GET", path);
    await call("POST", "/programs", { program_name: "p" });
    await call("POST", "/programs", { program_name: "p" });
    const program = await call("POST", "/3.1.0/programs", { programName: "p" });
    await call("POST", "/3.1.0/programs", { programName: "p" });
    const event = await call("POST", "/3.1.0/events", { programID: program.body.id });
    const report = { eventID: event.body.id, clientName: "c", reportName: "r", resources: [] };
    await call("POST", "/3.1.0/reports", report);
    await call("POST", "/3.1.0/reports", report);
    // No name that exists, but 409 as well.
    await call("POST", "/3.1.0/reports", { ...report, eventID: "none" });
    const blVen = { objectType: "BL_VEN_REQUEST", clientID: "ven" };
    for (const venName of ["1", "2"]) await call("POST", "/3.1.0/vens", { ...blVen, venName });
    expect(
      logger.records.map(({ level, fields }) => [level, fields["status"], fields["path"]]),
    ).toEqual([
      ["debug", 404, "/openadr3/auth/server"],
      ["debug", 404, "/openadr3/3.0.1/auth/server"],
      ["debug", 409, "/openadr3/programs"],
      ["debug", 409, "/openadr3/3.1.0/programs"],
      ["debug", 409, "/openadr3/3.1.0/reports"],
      ["warn", 409, "/openadr3/3.1.0/reports"],
      ["warn", 409, "/openadr3/3.1.0/vens"],
    ]);
  });
});
