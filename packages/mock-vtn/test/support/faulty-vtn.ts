import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { type Clock, systemClock } from "@ven/core";
import type { FaultRule } from "../../src/faults/fault-rule.ts";
import { FaultRules } from "../../src/faults/fault-rules.ts";
import { meetFault } from "../../src/faults/meet-fault.ts";
import { sendWireFault } from "../../src/faults/send-wire-fault.ts";
import { wireFaultOf } from "../../src/faults/wire-fault.ts";

export async function startFaultyVtn(
  options: { readonly faults?: readonly FaultRule[]; readonly clock?: Clock } = {},
) {
  const { clock = systemClock } = options;
  const faults = new FaultRules(options.faults);
  const closing = new AbortController();
  const stored: { id: string; eventID: string }[] = [];
  const answerNormally = async (request: Request) => {
    const { searchParams } = new URL(request.url);
    if (request.method === "GET") {
      const skip = Number(searchParams.get("skip") ?? 0);
      const limit = Number(searchParams.get("limit") ?? 50);
      return Response.json(stored.slice(skip, skip + limit));
    }
    const report = { ...((await request.json()) as object), id: `report-${stored.length}` };
    stored.push(report as never);
    return Response.json(report, { status: 201 });
  };
  const handle = (request: Request): Promise<Response> => {
    const { pathname: path } = new URL(request.url);
    const strike = faults.strike({
      method: request.method,
      path: path.replace("/openadr3/3.1.0", ""),
      protocol: "3.1.0",
      operationId: request.method === "GET" ? "searchAllReports" : "createReport",
      authorization: request.headers.get("authorization"),
    });
    if (strike === undefined) return answerNormally(request);
    return meetFault(strike, { request, answerNormally, clock, closing: closing.signal });
  };
  const server = createServer(
    getRequestListener(async (request, { outgoing }) => {
      const answer = await handle(request);
      const fault = wireFaultOf(answer);
      if (fault === undefined) return answer;
      await sendWireFault(fault, answer, outgoing as never);
      return RESPONSE_ALREADY_SENT;
    }),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    closing.abort();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  const reportsUrl = `http://127.0.0.1:${port}/openadr3/3.1.0/reports`;
  return { reportsUrl, handle, faults, stored, close, [Symbol.asyncDispose]: close };
}
