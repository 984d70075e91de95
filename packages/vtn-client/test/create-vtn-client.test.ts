import { startMockVtn } from "@ven/mock-vtn";
import { createVtnClient, type VtnClient, VtnHttp } from "@ven/vtn-client";
import { describe, expect, expectTypeOf, it } from "vitest";
import { answerJson, startHostileServer } from "./support/hostile-server.ts";

describe("createVtnClient", () => {
  it("has the methods of its version alone", async () => {
    const vtnUrl = "https://vtn.example.com";
    const old = createVtnClient({ vtnUrl, protocol: "3.0.1" });
    const recent = createVtnClient({ vtnUrl, protocol: "3.1.0" });
    expectTypeOf(old).toEqualTypeOf<VtnClient<"3.0.1">>();
    expectTypeOf<VtnClient<"3.0.1">>().not.toHaveProperty("notifiers");
    expectTypeOf<VtnClient<"3.0.1">>().not.toHaveProperty("auth");
    expectTypeOf<VtnClient<"3.0.1">["resources"]>().parameters.toEqualTypeOf<[string]>();
    expectTypeOf<VtnClient<"3.1.0">>().toHaveProperty("mqttTopics");
    expectTypeOf(recent.reports.create).parameter(0).not.toHaveProperty("programID");
    expectTypeOf(old.reports.create).parameter(0).toHaveProperty("programID");
    expectTypeOf(recent.events.search).parameter(0).extract<object>().toHaveProperty("active");
    expect("notifiers" in old).toBe(false);
    await Promise.all([old.close(), recent.close()]);
  });

  it("refuses another protocol and names those that there are", () => {
    const protocol = "3.2.0" as "3.1.0";
    expect(() => createVtnClient({ vtnUrl: "https://vtn.example.com", protocol })).toThrow(
      /protocol "3.2.0".*"3.0.1" or "3.1.0"/,
    );
  });

  it("leaves connections open that it shares", async () => {
    await using vtn = await startMockVtn();
    await using http = new VtnHttp({ vtnUrl: vtn.vtnUrls["3.1.0"] });
    const first = createVtnClient({ http, protocol: "3.1.0" });
    const second = createVtnClient({ http, protocol: "3.1.0" });
    await first.close();
    expect(await second.programs.create({ programName: "P" })).toMatchObject({ programName: "P" });
  });

  it("tells the VTN's problem", async () => {
    await using vtn = await startMockVtn();
    await using client = createVtnClient({ vtnUrl: vtn.vtnUrls["3.1.0"], protocol: "3.1.0" });
    await expect(client.programs.get("none")).rejects.toMatchObject({
      code: "VTN_PROBLEM",
      status: 404,
      problem: { status: 404, detail: expect.any(String) },
    });
  });

  it("sends a report that is JSON already as it is, and gives its id", async () => {
    const body = '{"eventID":"e-1",  "clientName":"Herning","resources":[]}';
    await using server = await startHostileServer((_, response) =>
      answerJson(response, 201, { id: "report-7" }),
    );
    await using client = createVtnClient({ vtnUrl: server.vtnUrl, protocol: "3.1.0" });
    expect(await client.reports.createEncoded(body)).toEqual({ id: "report-7" });
    expect(server.requests).toEqual([{ method: "POST", url: "/openadr3/reports", body }]);
  });

  it.each([[{}], [{ id: "" }], [{ id: 7 }], [{ id: "no id, this" }], [{ id: "x".repeat(129) }]])(
    "takes a report for accepted only with an id, not with %o",
    async (answer) => {
      await using server = await startHostileServer((_, response) =>
        answerJson(response, 201, answer),
      );
      await using client = createVtnClient({ vtnUrl: server.vtnUrl, protocol: "3.1.0" });
      await expect(client.reports.createEncoded("{}")).rejects.toMatchObject({
        code: "VTN_ANSWER_INVALID",
      });
    },
  );

  it("takes a DELETE for done whose answer was lost, and none that finds nothing", async () => {
    let tries = 0;
    await using server = await startHostileServer((request, response) => {
      tries += 1;
      if (tries === 1) request.socket.destroy();
      else answerJson(response, 404, { status: 404 });
    });
    await using client = createVtnClient({
      vtnUrl: server.vtnUrl,
      protocol: "3.1.0",
      random: () => 0,
    });
    expect(await client.programs.delete("p-1")).toBeUndefined();
    expect(tries).toBe(2);
    await expect(client.programs.delete("p-1")).rejects.toMatchObject({ status: 404 });
  });
});
