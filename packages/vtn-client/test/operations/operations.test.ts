import { type RunningMockVtn, startMockVtn } from "@ven/mock-vtn";
import {
  type OperationId as Id301,
  API_OPERATIONS as OPERATIONS_301,
} from "@ven/openadr-schema/3.0.1";
import {
  type OperationId as Id310,
  API_OPERATIONS as OPERATIONS_310,
} from "@ven/openadr-schema/3.1.0";
import { createVtnClient, type VtnAuth } from "@ven/vtn-client";
import { describe, expect, it } from "vitest";
import { CALLS_301 } from "./calls-3-0-1.ts";
import { CALLS_310 } from "./calls-3-1-0.ts";
import { createSamples301, createSamples310 } from "./sample-objects.ts";

const operator: VtnAuth = { kind: "clientCredentials", clientId: "all", clientSecret: "s" };

/** A VTN with one client that has the rights of business logic and of a VEN. */
function startVtn(): Promise<RunningMockVtn> {
  const scopes = [
    ...new Set(
      [...Object.values(OPERATIONS_301), ...Object.values(OPERATIONS_310)].flatMap((operation) =>
        "scope" in operation ? [operation.scope] : [],
      ),
    ),
  ];
  return startMockVtn({
    clients: [{ clientId: "all", clientSecret: "s", role: "BL", scopes }],
    webhooks: { hasChallenge: false },
    mqtt: { url: "mqtt://127.0.0.1:1" },
  });
}

/** The operations that a VTN answered with success, behind the first so many requests. */
function answered(vtn: RunningMockVtn, after: number): readonly (string | undefined)[] {
  return vtn.vtn.requests
    .slice(after)
    .filter(({ status = 0 }) => status >= 200 && status < 300)
    .map(({ operationId }) => operationId);
}

describe("every operation of 3.0.1 over a socket", () => {
  it.each(Object.keys(OPERATIONS_301) as Id301[])("%s", async (operationId) => {
    await using vtn = await startVtn();
    await using client = createVtnClient({
      vtnUrl: vtn.vtnUrls["3.0.1"],
      protocol: "3.0.1",
      auth: operator,
    });
    const samples = await createSamples301(client);
    const { run, expected } = CALLS_301[operationId];
    const before = operationId === "fetchToken" ? 0 : vtn.vtn.requests.length;
    expect(await run(client, samples)).toEqual(expected(samples));
    expect(answered(vtn, before)).toContain(operationId);
  });
});

describe("every operation of 3.1.0 over a socket", () => {
  it.each(Object.keys(OPERATIONS_310) as Id310[])("%s", async (operationId) => {
    await using vtn = await startVtn();
    await using client = createVtnClient({
      vtnUrl: vtn.vtnUrls["3.1.0"],
      protocol: "3.1.0",
      auth: operator,
    });
    const samples = await createSamples310(client);
    const { run, expected } = CALLS_310[operationId];
    const before = operationId === "fetchToken" ? 0 : vtn.vtn.requests.length;
    expect(await run(client, samples)).toEqual(expected(samples));
    expect(answered(vtn, before)).toContain(operationId);
  });
});
