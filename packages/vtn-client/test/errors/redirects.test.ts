import { createVtnClient, VenClient } from "@ven/vtn-client";
import { describe, expect, it } from "vitest";
import { type HostileServer, startHostileServer } from "../support/hostile-server.ts";
import { connectOauth, credentials } from "../support/oauth-client.ts";
import { startTokenVtn } from "../support/token-vtn.ts";

const TOKEN = "canary/t0ken+7f3a9";

/** How a POST fails at a VTN that redirects to this address. */
async function redirected(
  location: string | undefined,
  status = 307,
): Promise<{ readonly error: unknown; readonly vtnUrl: string }> {
  await using server: HostileServer = await startHostileServer((_, response) =>
    response.writeHead(status, location === undefined ? {} : { location }).end(),
  );
  await using client = createVtnClient({
    vtnUrl: server.vtnUrl,
    protocol: "3.1.0",
    bearerToken: TOKEN,
  });
  const error: unknown = await client.programs.create({ programName: "P" }).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(server.requests).toHaveLength(1);
  return { error, vtnUrl: server.vtnUrl };
}

describe("a redirect", () => {
  it.each([301, 302, 303, 307, 308])("of status %i is told with its target", async (status) => {
    const { error } = await redirected("https://new.example.com/openadr3/programs", status);
    expect(error).toMatchObject({
      code: "VTN_PROBLEM",
      status,
      isAmbiguous: false,
      redirectsTo: "https://new.example.com/openadr3/programs",
      message: expect.stringMatching(
        /redirects to https:\/\/new\.example\.com\/openadr3\/programs, and redirects are not followed.*vtnUrl/,
      ),
    });
  });

  it.each([
    ["https://user:pass@new.example.com/a?session=s3cret#s3cret", "https://new.example.com/a"],
    [`https://new.example.com/${"x".repeat(300)}`, `https://new.example.com/${"x".repeat(176)}`],
    ["//new.example.com/a", "http://new.example.com/a"],
    [`https://new.example.com/${TOKEN}`, "(hidden)"],
    [`https://new.example.com/${encodeURIComponent(TOKEN)}`, "(hidden)"],
    [`https://new.example.com/${TOKEN.replace("t0ken", "%740ken")}`, "(hidden)"],
    ["javascript:alert(1)", "(hidden)"],
    ["https://[", "(hidden)"],
    ["?token=s3cret", "(not given)"],
    [undefined, "(not given)"],
  ])("to %j is told as %j", async (location, redirectsTo) => {
    const { error } = await redirected(location);
    expect(error).toMatchObject({ redirectsTo });
    expect(String(error)).toContain(`redirects to ${redirectsTo},`);
    expect(String(error)).not.toMatch(/s3cret|canary|pass/);
  });

  it("counts from what was asked when it names a path alone", async () => {
    const { error, vtnUrl } = await redirected("/login/");
    expect(error).toMatchObject({ redirectsTo: `${new URL(vtnUrl).origin}/login/` });
  });

  it("is none without such a status", async () => {
    const { error } = await redirected("https://new.example.com/", 300);
    expect(error).toMatchObject({ status: 300, redirectsTo: undefined });
    expect(String(error)).not.toContain("new.example.com");
  });

  it("is part of what became of a report", async () => {
    await using server = await startHostileServer((_, response) =>
      response.writeHead(302, { location: "/login?next=reports" }).end(),
    );
    await using client = new VenClient({
      vtnUrl: server.vtnUrl,
      venName: "Herning",
      vtnVenId: "ven-1",
    });
    const reading = { resourceId: "r", resourceName: "Pub", timestampMs: 0, powerW: 1 };
    expect(await client.reportMeterDataOutcome(reading)).toMatchObject({
      kind: "refused",
      status: 302,
      isRetryable: false,
      isAmbiguous: false,
      redirectsTo: `${new URL(server.vtnUrl).origin}/login`,
    });
  });

  it("of the token endpoint is told, and neither followed nor given the secret", async () => {
    await using other = await startHostileServer((_, response) => response.end("{}"));
    await using vtn = await startTokenVtn();
    vtn.onToken = (response) =>
      response.writeHead(308, { location: `${other.vtnUrl}/token?state=s3cret` }).end();
    const { http, exchange } = connectOauth(vtn);
    await using _ = http;
    await expect(exchange.request({ method: "GET", path: "/vens" })).rejects.toMatchObject({
      code: "VTN_AUTH",
      message: expect.stringMatching(
        new RegExp(`308: it redirects to ${other.vtnUrl}/token, .*give that as tokenUrl;`),
      ),
    });
    expect(other.requests).toHaveLength(0);
  });

  it("of the question where tokens are given is told too", async () => {
    await using vtn = await startTokenVtn();
    vtn.onServerInfo = (response) =>
      response.writeHead(302, { location: `/login/${credentials.clientId}` }).end();
    const { http, exchange } = connectOauth(vtn);
    await using _ = http;
    await expect(exchange.request({ method: "GET", path: "/vens" })).rejects.toMatchObject({
      code: "VTN_AUTH",
      message: expect.stringMatching(/302: it redirects to http.*give tokenUrl to do without it/),
    });
    expect(vtn.posts).toHaveLength(0);
  });
});
