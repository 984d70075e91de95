import { RecordingLogger } from "@ven/core/testing";
import { createMockVtn, type FaultRule, MOCK_VTN_LOG, startMockVtn } from "@ven/mock-vtn";
import { mockVtnHandlers } from "@ven/mock-vtn/msw";
import { setupServer } from "msw/node";
import { describe, expect, it } from "vitest";
import { wireRequest } from "../support/wire-request.ts";

const noVens: FaultRule = { operationId: "searchVens", fault: { kind: "status", status: 503 } };

describe("the faults of a mock VTN", () => {
  it("may be given at its creation, and are put back by a reset", async () => {
    await using running = await startMockVtn({ faults: [{ ...noVens, times: 1 }] });
    const { vtn } = running;
    const status = async () => (await wireRequest(`${running.vtnUrls["3.1.0"]}/vens`)).status;
    vtn.faults.add({ fault: { kind: "status", status: 500 }, fromNth: 2 });
    expect([await status(), await status(), await status()]).toEqual([503, 200, 500]);
    vtn.reset();
    expect(vtn.faults.struckCount).toBe(0);
    expect([await status(), await status(), await status()]).toEqual([503, 200, 200]);
  });

  it("strike the operations and protocols that they name, and no others", async () => {
    await using running = await startMockVtn({
      faults: [
        { ...noVens, protocol: "3.0.1" },
        { protocol: "flat", path: "/vens", fault: { kind: "status", status: 502 } },
      ],
    });
    const status = async (url: string) => (await wireRequest(url)).status;
    const { flat, "3.0.1": url301, "3.1.0": url310 } = running.vtnUrls;
    expect([await status(`${flat}/vens`), await status(`${flat}/programs`)]).toEqual([502, 200]);
    expect([await status(`${url301}/vens`), await status(`${url301}/programs`)]).toEqual([
      503, 200,
    ]);
    expect(await status(`${url310}/vens`)).toBe(200);
    expect(await status(`http://127.0.0.1:${running.port}/elsewhere`)).toBe(404);
  });

  it("are told at debug alone, and are no defect of the VTN", async () => {
    const logger = new RecordingLogger();
    await using running = await startMockVtn({ logger, faults: [noVens] });
    await wireRequest(`${running.vtnUrls["3.1.0"]}/vens?access_token=canary`);
    expect(logger.records).toEqual([
      {
        level: "debug",
        message: MOCK_VTN_LOG.faultStruck,
        fields: { method: "GET", path: "/openadr3/3.1.0/vens", kinds: ["status"] },
      },
    ]);
  });

  it.each<[string, () => unknown, string]>([
    ["throws", () => Promise.reject(new Error("a mistake in the rule")), "a mistake in the rule"],
    ["gives no Response", () => undefined, "Cannot read properties of undefined"],
  ])("answer 500 with the reason where a rule's own answer %s", async (_, answer, reason) => {
    const logger = new RecordingLogger();
    await using running = await startMockVtn({ logger });
    running.vtn.faults.add({ fault: { kind: "custom", answer: answer as () => Response } });
    const { status, body } = await wireRequest(`${running.vtnUrls["3.1.0"]}/vens`);
    expect(status).toBe(500);
    expect(JSON.parse(body).detail).toContain(`the answer of a custom fault failed: ${reason}`);
    expect(logger.messages("error")).toEqual([MOCK_VTN_LOG.customFaultFailed]);
    expect(logger.records[0]?.fields["reason"]).toContain(reason);
  });

  it("spoil a refusal as any other answer", async () => {
    await using running = await startMockVtn({
      faults: [{ fault: { kind: "malformed", body: "html" } }],
    });
    const answer = await wireRequest(`${running.vtnUrls["3.1.0"]}/vens/none`);
    expect([answer.status, answer.headers["content-type"]]).toEqual([
      404,
      "text/html; charset=utf-8",
    ]);
  });

  it("reach a client under msw as network errors and broken bodies", async () => {
    const vtn = createMockVtn({
      faults: [
        { fault: { kind: "reset" }, times: 1 },
        { fault: { kind: "truncate" }, times: 1 },
      ],
    });
    const vtnUrl = "https://vtn.example.com/api";
    const network = setupServer(...mockVtnHandlers(vtn, { vtnUrl, protocol: "3.1.0" }));
    network.listen({ onUnhandledRequest: "error" });
    try {
      await expect(fetch(`${vtnUrl}/vens`)).rejects.toThrow(TypeError);
      await expect(fetch(`${vtnUrl}/vens`).then((answer) => answer.text())).rejects.toThrow();
      expect(await (await fetch(`${vtnUrl}/vens`)).json()).toEqual([]);
    } finally {
      network.close();
    }
  });

  it("refuse a rule that is wrong, at its creation and later", () => {
    const wrong = { fault: { kind: "status", status: 99 } } as const;
    expect(() => createMockVtn({ faults: [wrong] })).toThrow("fault: status");
    expect(() => createMockVtn().faults.add(wrong)).toThrow("fault: status");
  });
});
