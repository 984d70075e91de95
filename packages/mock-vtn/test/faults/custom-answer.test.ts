import { type FaultyRequest, startMockVtn } from "@ven/mock-vtn";
import { describe, expect, it } from "vitest";
import { startFaultyVtn } from "../support/faulty-vtn.ts";
import { sendOnSocket } from "../support/send-on-socket.ts";
import { wireRequest } from "../support/wire-request.ts";

describe("custom", () => {
  it("answers whatever the rule's author makes of the right answer", async () => {
    await using vtn = await startFaultyVtn({
      faults: [
        {
          fault: {
            kind: "custom",
            answer: async (request, answerNormally) =>
              Response.json([request.method, await (await answerNormally()).json()]),
          },
        },
      ],
    });
    const answer = await wireRequest(vtn.reportsUrl, { method: "POST", body: vtn.report });
    expect(JSON.parse(answer.body)).toEqual(["POST", vtn.stored[0]]);
  });

  it("tells the rule's author all of the request, and its body before and after the VTN reads it", async () => {
    const told: unknown[] = [];
    await using vtn = await startFaultyVtn();
    vtn.faults.add({
      fault: {
        kind: "custom",
        async answer(request, answerNormally) {
          const { method, path, query } = request;
          told.push({ method, path, query, type: request.header("content-type") });
          if (query !== "") told.push(await request.text());
          const answer = await answerNormally();
          told.push(await request.text());
          return answer;
        },
      },
    });
    const body = JSON.stringify(vtn.report);
    for (const query of ["?a=b", ""]) {
      const { status } = await wireRequest(vtn.reportsUrl + query, {
        method: "POST",
        body: vtn.report,
      });
      expect(status).toBe(201);
    }
    const path = "/openadr3/3.1.0/reports";
    const head = { method: "POST", path, type: "application/json" };
    expect(told).toEqual([{ ...head, query: "a=b" }, body, body, { ...head, query: "" }, body]);
    expect(vtn.stored).toHaveLength(2);
    expect(vtn.vtn.requests.map((request) => request.body).slice(-2)).toEqual([body, body]);
    const { status } = await wireRequest(vtn.reportsUrl);
    expect([status, told.at(-1)]).toEqual([200, ""]);
  });

  it("reads no body that is over maxBodyBytes", async () => {
    await using running = await startMockVtn({ maxBodyBytes: 21 });
    const { vtn, vtnUrls } = running;
    const answer = async (request: FaultyRequest) => new Response(await request.text());
    vtn.faults.add({ fault: { kind: "custom", answer } });
    const send = (programName: string) =>
      wireRequest(`${vtnUrls["3.1.0"]}/programs`, { method: "POST", body: { programName } });
    expect(await send("abc")).toMatchObject({ status: 200, body: '{"programName":"abc"}' });
    expect((await send("abcd")).status).toBe(413);
  });

  it("resets the connection for a network error", async () => {
    await using vtn = await startFaultyVtn({
      faults: [{ fault: { kind: "custom", answer: () => Response.error() } }],
    });
    const { bytes, errorCode } = await sendOnSocket(vtn.reportsUrl, vtn.report);
    expect([bytes, errorCode]).toEqual(["", "ECONNRESET"]);
  });
});
