import { inspect } from "node:util";
import { VEN_CLIENT_LOG, VenClient, VtnHttp } from "@ven/vtn-client";
import { describe, expect, it } from "vitest";
import { flatClient, reading, TOKEN } from "../support/flat-client.ts";
import { answerJson, startHostileServer } from "../support/hostile-server.ts";
import { startTokenVtn } from "../support/token-vtn.ts";

describe("a token", () => {
  it("appears in no log, error, text or JSON, whatever goes wrong", async () => {
    const behaviours: Parameters<typeof startHostileServer>[0][] = [
      (_, response) =>
        answerJson(response, 201, { id: "ven-1", ven_name: "Herning", auth_token: `${TOKEN}-own` }),
      (request, response) =>
        answerJson(response, 400, { detail: `you sent ${request.headers.authorization}` }),
      (request, response) => response.writeHead(500).end(String(request.headers.authorization)),
      (request) => request.socket.destroy(),
      (_, response) => response.writeHead(302, { location: "http://127.0.0.1:1/" }).end(),
    ];
    for (const behave of behaviours) {
      await using server = await startHostileServer(behave);
      const { client, logger } = flatClient(server);
      await using _ = client;
      const seen: unknown[] = [client];
      for (const call of [
        () => client.registerVen(),
        () => client.findVen(),
        () => client.registerResource({ resourceId: "r", resourceName: "r", resourceType: "pub" }),
        () => client.reportMeterDataOutcome(reading),
      ]) {
        seen.push(await call().catch((error: unknown) => error));
      }
      seen.push(...logger.records);
      const printed = seen.flatMap((item) => [
        inspect(item, { depth: 10, showHidden: true }),
        JSON.stringify(item),
        item instanceof Error ? `${item.stack} ${String(item.cause)}` : "",
      ]);
      // An answer that gives a token does so under its name; nothing else may show one.
      expect(printed.filter((text) => text?.includes(TOKEN))).toEqual([]);
    }
  });

  it("appears nowhere either when the VTN spells it in another way", async () => {
    const token = 'slash/and"quote\\+canary';
    const escaped = [...token].map(
      (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
    for (const spelled of [
      JSON.stringify(token).slice(1, -1),
      JSON.stringify(token).slice(1, -1).replaceAll("/", "\\/"),
      escaped.join(""),
    ]) {
      await using server = await startHostileServer((_, response) =>
        response.writeHead(403).end(`{"detail": "you sent ${spelled}"}`),
      );
      const { client, logger } = flatClient(server, { bearerToken: token });
      await using _ = client;
      const outcome = await client.reportMeterDataOutcome(reading);
      expect(outcome).toMatchObject({ problem: { detail: "you sent [redacted]" } });
      expect(outcome).toMatchObject({ body: expect.stringContaining("you sent [redacted]") });
      const error = await client.registerVen().catch((reason: unknown) => reason);
      expect(`${error} ${inspect(outcome)} ${inspect(logger.records, { depth: 9 })}`).not.toMatch(
        /canary|0063/,
      );
    }
  });

  it("is refused without being shown when it cannot go into a header", () => {
    const make = () =>
      new VenClient({ vtnUrl: "http://127.0.0.1:1", venName: "a", bearerToken: "bad\ntoken" });
    expect(make).toThrow("bearerToken");
    expect(make).not.toThrow("bad");
  });
});

describe("credentials and limits of a VEN", () => {
  it("may be those of an OAuth client, also over connections that others share", async () => {
    await using vtn = await startTokenVtn();
    await using http = new VtnHttp({ vtnUrl: vtn.vtnUrl });
    vtn.onCall = (response) => answerJson(response, 201, { id: "report-1" });
    const outcomes = ["ven-17", "ven-18"].map(async (clientId) => {
      const auth = { kind: "clientCredentials", clientId, clientSecret: "s3cret" } as const;
      const client = new VenClient({ http, auth, venName: "Herning", vtnVenId: "ven-1" });
      const outcome = await client.reportMeterDataOutcome(reading);
      await client.close();
      return outcome.kind;
    });
    expect(await Promise.all(outcomes)).toEqual(["accepted", "accepted"]);
    expect(vtn.posts.map(({ form }) => form.get("client_id")).sort()).toEqual(["ven-17", "ven-18"]);
  });

  it("say that a report was not sent where there is no token, or the VTN is known to be down", async () => {
    await using vtn = await startTokenVtn();
    vtn.onToken = (response) => answerJson(response, 400, { error: "invalid_client" });
    const auth = { kind: "clientCredentials", clientId: "ven-17", clientSecret: "s3cret" } as const;
    const { client, logger } = flatClient(vtn, { auth, bearerToken: undefined } as object);
    await using _ = client;
    expect(await client.reportMeterDataOutcome(reading)).toMatchObject({
      kind: "unanswered",
      reason: "VTN_AUTH",
      isAmbiguous: false,
    });
    expect(logger.messages("warn")).toEqual([VEN_CLIENT_LOG.unanswered]);
    await using down = await startHostileServer((_request, response) => response.socket?.destroy());
    const { client: other } = flatClient(down);
    await using _other = other;
    for (let each = 0; each < 10; each += 1) await other.reportMeterDataOutcome(reading);
    expect(await other.reportMeterDataOutcome(reading)).toMatchObject({
      kind: "unanswered",
      reason: "VTN_CIRCUIT_OPEN",
      isAmbiguous: false,
    });
  });

  it("pass on how long the VTN asks to wait", async () => {
    await using server = await startHostileServer((_, response) =>
      response.writeHead(429, { "retry-after": "7" }).end("{}"),
    );
    const { client } = flatClient(server);
    await using _ = client;
    expect(await client.reportMeterDataOutcome(reading)).toMatchObject({
      kind: "refused",
      isRetryable: true,
      retryAfterMs: 7_000,
    });
    const error: unknown = await client.registerVen().catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: "VTN_PROBLEM", retryAfterMs: 7_000, isRetryable: true });
  });
});
