import {
  authenticatedExchange,
  type ClientCredentialsAuth,
  type VtnAuth,
  type VtnExchange,
  VtnHttp,
} from "@ven/vtn-client";
import { describe, expect, it } from "vitest";
import { failureOf } from "../support/failure-of.ts";
import { startHostileServer } from "../support/hostile-server.ts";
import { connectOauth, credentials } from "../support/oauth-client.ts";
import { reaches } from "../support/reaches.ts";
import { startTokenVtn } from "../support/token-vtn.ts";

const post = { method: "POST", path: "/reports", body: { reportName: "r" } } as const;

async function statusesOf(exchange: VtnExchange, count: number): Promise<readonly number[]> {
  const answers = Array.from({ length: count }, () => exchange.request(post));
  return (await Promise.all(answers)).map(({ status }) => status);
}

describe.each(["plain", "fast"] as const)("OAuth credentials, %s transport", (transport) => {
  it("make one token request however many calls wait, at the start and when the token ends", async () => {
    await using vtn = await startTokenVtn();
    const { http, clock, exchange } = connectOauth(vtn, {}, { transport });
    await using _ = http;
    expect(new Set(await statusesOf(exchange, 100))).toEqual(new Set([200]));
    expect(vtn.posts).toHaveLength(1);
    await clock.advance(3_600_000);
    expect(new Set(await statusesOf(exchange, 1_000))).toEqual(new Set([200]));
    expect(vtn.posts).toHaveLength(2);
    expect(vtn.calls).toHaveLength(1_100);
  });

  it("make one token request when many calls find their token refused", async () => {
    await using vtn = await startTokenVtn();
    const { http, exchange } = connectOauth(vtn, {}, { transport });
    await using _ = http;
    await exchange.request(post);
    vtn.revoke();
    expect(new Set(await statusesOf(exchange, 200))).toEqual(new Set([200]));
    expect(vtn.posts).toHaveLength(2);
  });
});

describe("the token of a client", () => {
  it("is shared by all who send with the same credentials over the same connections", async () => {
    await using vtn = await startTokenVtn();
    const { http, exchange } = connectOauth(vtn);
    await using _ = http;
    const same = authenticatedExchange(http, { ...credentials });
    const other = authenticatedExchange(http, { ...credentials, clientId: "ven-18" });
    await Promise.all([exchange.request(post), same.request(post)]);
    expect(vtn.posts).toHaveLength(1);
    await other.request(post);
    expect(vtn.posts.map(({ form }) => form.get("client_id"))).toEqual(["ven-17", "ven-18"]);
  });

  it("is waited for by each caller as long as it likes, without disturbing the others", async () => {
    await using vtn = await startTokenVtn();
    const held: (() => void)[] = [];
    vtn.onToken = (response) => held.push(() => vtn.grant(response));
    const { http, exchange } = connectOauth(vtn);
    await using _ = http;
    const controller = new AbortController();
    const impatient = failureOf(exchange.request(post, { signal: controller.signal }));
    const patient = exchange.request(post);
    await reaches(() => held.length, 1);
    controller.abort();
    expect(await impatient).toMatchObject({ reason: "ABORTED", isAmbiguous: false });
    // One that has given up already starts nothing.
    const late = failureOf(exchange.request(post, { signal: controller.signal }));
    expect(await late).toMatchObject({ reason: "ABORTED", isAmbiguous: false });
    held[0]?.();
    expect((await patient).status).toBe(200);
    expect(vtn.posts).toHaveLength(1);
    expect(vtn.calls).toHaveLength(1);
  });

  it("is good for those who come later, even if all who waited for it gave up", async () => {
    await using vtn = await startTokenVtn();
    const held: (() => void)[] = [];
    vtn.onToken = (response) => held.push(() => vtn.grant(response));
    const { http, exchange } = connectOauth(vtn);
    await using _ = http;
    const controller = new AbortController();
    const impatient = failureOf(exchange.request(post, { signal: controller.signal }));
    await reaches(() => held.length, 1);
    controller.abort();
    await impatient;
    held[0]?.();
    expect((await exchange.request(post)).status).toBe(200);
    expect(vtn.posts).toHaveLength(1);
  });

  it("is no longer waited for when all is closed", async () => {
    await using vtn = await startTokenVtn();
    vtn.onToken = () => undefined;
    const { http, exchange } = connectOauth(vtn);
    const failing = failureOf(exchange.request(post));
    await reaches(() => vtn.posts.length, 1);
    await http.close();
    // The token was on its way, the request was not.
    expect(await failing).toMatchObject({
      reason: "CLOSED",
      isRetryable: false,
      isAmbiguous: false,
    });
  });
});

describe("a token server on another host", () => {
  it("is asked for nothing once all is closed", async () => {
    await using vtn = await startTokenVtn();
    await using other = await startTokenVtn();
    const tokenUrl = `${other.vtnUrl}/auth/token`;
    const { http, exchange } = connectOauth(vtn, { tokenUrl });
    await http.close();
    expect(await failureOf(exchange.request(post))).toMatchObject({ reason: "CLOSED" });
    expect(other.posts).toHaveLength(0);
  });
});

describe("a static token, or none", () => {
  it("goes out as it is, or not at all, and an answer never repeats it", async () => {
    const seen: (string | undefined)[] = [];
    await using server = await startHostileServer((request, response) => {
      seen.push(request.headers.authorization);
      response.writeHead(401).end(`no: ${request.headers.authorization}`);
    });
    await using http = new VtnHttp({ vtnUrl: server.vtnUrl });
    const bearer = authenticatedExchange(http, { kind: "bearer", token: "t0ken" });
    const { status, text } = await bearer.request(post);
    expect([status, bearer.withoutTokens(text)]).toEqual([401, "no: Bearer [redacted]"]);
    await authenticatedExchange(http, { kind: "none" }).request(post);
    expect(seen).toEqual(["Bearer t0ken", undefined]);
    expect(bearer.describe(post)).toBe(`POST ${server.vtnUrl}/reports`);
  });

  it.each(["", "two words", "line\nbreak", "ümlaut", "x".repeat(8_193)])(
    "is refused if no header can carry it, without being shown",
    async (token) => {
      await using http = new VtnHttp({ vtnUrl: "http://127.0.0.1" });
      expect(() => authenticatedExchange(http, { kind: "bearer", token })).toThrow(
        'auth.token "(hidden)" is not valid',
      );
    },
  );
});

describe("credentials", () => {
  it.each([
    [{ clientId: "" }, 'auth.clientId ""'],
    [{ clientId: undefined }, "auth.clientId undefined"],
    [{ clientId: "x".repeat(1_025) }, "auth.clientId"],
    [{ clientSecret: "" }, 'auth.clientSecret "(hidden)"'],
    [{ clientSecret: undefined }, "auth.clientSecret undefined"],
    [{ clientSecret: "x".repeat(8_193) }, 'auth.clientSecret "(hidden)"'],
    [{ scope: "x".repeat(2_049) }, "auth.scope"],
    [{ scope: ["read_all"] }, "auth.scope array"],
    [{ sendCredentialsIn: "header" }, 'auth.sendCredentialsIn "header"'],
    [{ allowForeignTokenUrl: "false" }, 'auth.allowForeignTokenUrl "false"'],
    [{ tokenUrl: "auth.example.com/token" }, 'auth.tokenUrl "(hidden)"'],
    [{ tokenUrl: 443 }, "auth.tokenUrl"],
    [{ tokenUrl: "ftp://auth.example.com" }, "is not https"],
    [{ tokenUrl: "http://auth.example.com/token" }, "in the clear"],
    [{ tokenUrl: "https://u:pw@auth.example.com/token" }, "credentials of its own"],
  ])("that cannot be used are refused at once: %o", (bad, message) => {
    const auth = bad as Partial<ClientCredentialsAuth>;
    expect(() => connectOauth({ vtnUrl: "http://127.0.0.1" }, auth)).toThrow(message);
  });

  it.each([undefined, "clientcredentials", "toString"])("of the kind %o do not exist", (kind) => {
    const auth = { ...credentials, kind } as unknown as VtnAuth;
    const http = new VtnHttp({ vtnUrl: "http://127.0.0.1" });
    expect(() => authenticatedExchange(http, auth)).toThrow(
      /auth\.kind .*give "none" or "bearer" or "clientCredentials"/,
    );
    expect(() => authenticatedExchange(http, auth)).not.toThrow(credentials.clientSecret);
  });
});
