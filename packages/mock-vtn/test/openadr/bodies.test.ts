import { startMockVtn } from "@ven/mock-vtn";
import { describe, expect, it } from "vitest";
import { vtnCaller } from "../support/vtn-caller.ts";

const versions = ["3.0.1", "3.1.0"] as const;

describe.each(versions)("a body of %s", (version) => {
  it.each([
    ["/programs", {}, "programName: "],
    ["/programs", { programName: "" }, "programName: "],
    ["/programs", { programName: "x".repeat(129) }, "programName: "],
    ["/programs", { programName: "p", targets: [7] }, "targets[0]: "],
    ["/events", { intervals: [] }, "programID: "],
    ["/events", { programID: "a b", intervals: [] }, "programID: "],
    [
      "/events",
      { programID: "p", intervals: [{ id: 0, payloads: [{ type: "x" }] }] },
      "intervals[0].payloads[0].values: ",
    ],
    ["/reports", { programID: "p", eventID: "e", clientName: "c" }, "resources: "],
    [
      "/reports",
      {
        programID: "p",
        eventID: "e",
        clientName: "c",
        resources: [{ resourceName: "r", intervalPeriod: { start: "noon" }, intervals: [] }],
      },
      "resources[0].intervalPeriod.start: ",
    ],
    ["/subscriptions", { programID: "p", clientName: "c" }, "objectOperations: "],
  ])("for %s that is %j is refused with the path of what is wrong", async (path, body, detail) => {
    await using running = await startMockVtn();
    const call = vtnCaller(running.vtnUrls[version]);
    const answer = await call("POST", path, body);
    expect(answer).toMatchObject({ status: 400, body: { title: "Bad Request", status: 400 } });
    expect(answer.body.detail).toContain(detail);
    expect(running.vtn.refusedCount).toBe(1);
  });

  it.each([
    ["no JSON", "{", 400, "the body is no JSON"],
    ["null", "null", 400, "(whole): "],
    ["no UTF-8", new Uint8Array([0x22, 0xff, 0x22]), 400, "the body is not UTF-8"],
    [
      "nested too deep",
      `{"programName":"p","x":${"[".repeat(5_000)}${"]".repeat(5_000)}}`,
      400,
      "nest at most 100",
    ],
    ["too long", `{"programName":"p","x":"${"x".repeat(2_000)}"}`, 413, "over 1000 bytes"],
  ])("that is %s is refused", async (_, body, status, detail) => {
    await using running = await startMockVtn(status === 413 ? { maxBodyBytes: 1_000 } : {});
    const answer = await fetch(`${running.vtnUrls[version]}/programs`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
    });
    expect(answer.status).toBe(status);
    expect(((await answer.json()) as { detail: string }).detail).toContain(detail);
    expect(running.vtn[version].programs).toEqual([]);
  });

  it("may hold as many brackets within its texts as it likes", async () => {
    await using running = await startMockVtn();
    const call = vtnCaller(running.vtnUrls[version]);
    const programName = '\\"[{'.repeat(30);
    const created = await call("POST", "/programs", { programName, x: "[".repeat(1_000) });
    expect(created.body).toMatchObject({ programName });
  });

  it("must say that it is JSON", async () => {
    await using running = await startMockVtn();
    const answer = await fetch(`${running.vtnUrls[version]}/programs`, {
      method: "POST",
      headers: { "content-type": "text/plain" },
      body: '{"programName":"p"}',
    });
    expect(answer.status).toBe(415);
  });

  it("is refused with 507 when there are as many objects as the VTN keeps", async () => {
    await using running = await startMockVtn({ maxObjects: 1 });
    const call = vtnCaller(running.vtnUrls[version]);
    await call("POST", "/programs", { programName: "1" });
    const full = await call("POST", "/programs", { programName: "2" });
    expect([full.status, full.body.detail]).toEqual([
      507,
      "this mock VTN keeps at most 1 programs; raise maxObjects",
    ]);
  });
});

describe("what 3.0.1 and 3.1.0 ask for differently", () => {
  it("is the program of a report, the intervals of an event, the type of a descriptor", async () => {
    await using running = await startMockVtn();
    const statusOf = async (version: "3.0.1" | "3.1.0", path: string, body: object) => {
      const { status, body: answer } = await vtnCaller(running.vtnUrls[version])(
        "POST",
        path,
        body,
      );
      return [status, answer.detail?.split(":")[0]];
    };
    const event = { programID: "none" };
    expect(await statusOf("3.0.1", "/events", event)).toEqual([400, "intervals"]);
    expect(await statusOf("3.1.0", "/events", event)).toEqual([409, "programID"]);
    const report = { eventID: "none", clientName: "c", resources: [] };
    expect(await statusOf("3.0.1", "/reports", report)).toEqual([400, "programID"]);
    expect(await statusOf("3.1.0", "/reports", report)).toEqual([409, "eventID"]);
    const program = { programName: "p", payloadDescriptors: [{ payloadType: "PRICE" }] };
    expect(await statusOf("3.0.1", "/programs", program)).toEqual([201, undefined]);
    expect((await statusOf("3.1.0", "/programs", program))[0]).toBe(400);
  });

  it("is the form of a VEN and of a resource, which 3.1.0 tells by objectType", async () => {
    await using running = await startMockVtn();
    const call = vtnCaller(running.vtnUrls["3.1.0"]);
    for (const objectType of [undefined, "VEN", 7]) {
      const ven = await call("POST", "/vens", { venName: "v", objectType });
      expect([ven.status, ven.body.detail]).toEqual([
        400,
        "objectType: give BL_VEN_REQUEST or VEN_VEN_REQUEST",
      ]);
      const resource = await call("POST", "/resources", { resourceName: "r", objectType });
      expect(resource.body.detail).toBe(
        "objectType: give BL_RESOURCE_REQUEST or VEN_RESOURCE_REQUEST",
      );
    }
    const lacking = await call("POST", "/vens", { objectType: "BL_VEN_REQUEST", venName: "v" });
    expect([lacking.status, lacking.body.detail]).toEqual([
      400,
      expect.stringContaining("clientID: "),
    ]);
  });
});
