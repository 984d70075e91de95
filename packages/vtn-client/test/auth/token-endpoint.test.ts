import { isVtnAuthError, VtnAuthError, VtnUnreachableError } from "@ven/vtn-client";
import { describe, expect, it } from "vitest";
import { newAuthority, selfSigned } from "../support/certificates.ts";
import { answerJson, startHostileServer } from "../support/hostile-server.ts";
import { connectOauth, credentials } from "../support/oauth-client.ts";
import { startTlsServer } from "../support/tls-server.ts";
import { startTokenVtn } from "../support/token-vtn.ts";

const get = { method: "GET", path: "/programs" } as const;

async function authErrorOf(request: Promise<unknown>): Promise<VtnAuthError> {
  const error: unknown = await request.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(VtnAuthError);
  return error as VtnAuthError;
}

describe("the token endpoint", () => {
  it("is given id and secret in the form, with the scope that is asked for", async () => {
    await using vtn = await startTokenVtn();
    const { http, exchange } = connectOauth(vtn, { scope: "read_all write_reports" });
    await using _ = http;
    await exchange.request(get);
    expect(vtn.posts[0]?.authorization).toBeUndefined();
    expect(Object.fromEntries(vtn.posts[0]?.form ?? [])).toEqual({
      grant_type: "client_credentials",
      scope: "read_all write_reports",
      client_id: credentials.clientId,
      client_secret: credentials.clientSecret,
    });
  });

  it("is given them as HTTP Basic where wanted, form-encoded first", async () => {
    await using vtn = await startTokenVtn();
    const { http, exchange } = connectOauth(vtn, { sendCredentialsIn: "basic", clientId: "a:b" });
    await using _ = http;
    await exchange.request(get);
    const [, basic = ""] = vtn.posts[0]?.authorization?.split(" ") ?? [];
    expect(Buffer.from(basic, "base64").toString()).toBe("a%3Ab:s3cret%2F%2B%26+%C3%BC");
    expect(Object.fromEntries(vtn.posts[0]?.form ?? [])).toEqual({
      grant_type: "client_credentials",
    });
  });

  it("is asked again at once when it does not answer, up to three times", async () => {
    await using vtn = await startTokenVtn();
    vtn.onToken = (response, _, count) => {
      if (count < 3) response.socket?.destroy();
      else vtn.grant(response);
    };
    const { http, exchange } = connectOauth(
      vtn,
      {},
      { clock: (await import("@ven/core")).systemClock },
    );
    await using _ = http;
    expect((await exchange.request(get)).status).toBe(200);
    expect(vtn.posts).toHaveLength(3);
  });

  it("that does not answer is an error that says so, and that nothing was sent", async () => {
    await using vtn = await startTokenVtn();
    vtn.onToken = (response) => response.socket?.destroy();
    const { http, exchange } = connectOauth(vtn, {}, { maxAttempts: 1 });
    await using _ = http;
    const error = await authErrorOf(exchange.request(get));
    expect(error).toMatchObject({ code: "VTN_AUTH", isRetryable: true, retryAtMs: undefined });
    expect(error.message).toContain("no token, so nothing was sent: POST");
    expect(error.cause).toBeInstanceOf(VtnUnreachableError);
    expect(vtn.calls).toHaveLength(0);
  });

  it("that is down for long is left alone, and callers told when it is asked again", async () => {
    await using vtn = await startTokenVtn();
    vtn.onToken = (response) => answerJson(response, 503, {});
    const tokenUrl = `${vtn.vtnUrl}/auth/token`;
    const { http, clock, exchange } = connectOauth(vtn, { tokenUrl }, { maxAttempts: 1 });
    await using _ = http;
    for (let each = 0; each < 10; each += 1) await authErrorOf(exchange.request(get));
    const error = await authErrorOf(exchange.request(get));
    expect(error).toMatchObject({ isRetryable: true, retryAtMs: clock.now() + 5_000 });
    expect(vtn.posts).toHaveLength(10);
    // The circuit of the VTN itself is another.
    expect(http.circuit).toBe("closed");
  });

  it("that asks for time is given it", async () => {
    await using vtn = await startTokenVtn();
    vtn.onToken = (response, _, count) => {
      if (count > 1) vtn.grant(response);
      else response.writeHead(429, { "retry-after": "90" }).end();
    };
    const { http, clock, exchange } = connectOauth(vtn);
    await using _ = http;
    const retryAtMs = clock.now() + 90_000;
    expect(await authErrorOf(exchange.request(get))).toMatchObject({
      isRetryable: true,
      retryAtMs,
    });
    await clock.advance(89_999);
    expect(await authErrorOf(exchange.request(get))).toMatchObject({
      isRetryable: true,
      retryAtMs,
    });
    expect(vtn.posts).toHaveLength(1);
    await clock.advance(1);
    expect((await exchange.request(get)).status).toBe(200);
  });
});

describe("a refused client", () => {
  it.each([
    [400, "invalid_client"],
    [401, "invalid_client"],
    [400, "unauthorized_client"],
    [400, "invalid_scope"],
    [403, undefined],
    [404, undefined],
  ])(
    "(%i %s) is told why, and does not ask again for a minute, then two",
    async (status, reason) => {
      await using vtn = await startTokenVtn();
      vtn.onToken = (response) =>
        answerJson(response, status, { error: reason, error_description: "ask the operator" });
      const { http, clock, exchange } = connectOauth(vtn);
      await using _ = http;
      const startMs = clock.now();
      const remedy =
        status === 404
          ? "check vtnUrl and its base path, or give tokenUrl"
          : "check clientId, clientSecret and scope";
      for (let each = 0; each < 100; each += 1) {
        const error = await authErrorOf(exchange.request(get));
        expect(error).toMatchObject({ reason, isRetryable: false, retryAtMs: startMs + 60_000 });
        expect(error.message).toBe(
          `POST ${vtn.vtnUrl}/auth/token gave client "ven-17" no token: ${status}${reason === undefined ? "" : ` ${reason}`} (ask the operator); ` +
            `${remedy}; no token is asked for before 2025-01-16T14:01:00.000Z`,
        );
      }
      await clock.advance(59_999);
      await authErrorOf(exchange.request(get));
      expect(vtn.posts).toHaveLength(1);
      await clock.advance(1);
      expect(await authErrorOf(exchange.request(get))).toMatchObject({
        retryAtMs: startMs + 180_000,
      });
      expect(vtn.posts).toHaveLength(2);
      expect(vtn.calls).toHaveLength(0);
    },
  );

  it("is let in again as soon as it is accepted", async () => {
    await using vtn = await startTokenVtn();
    vtn.onToken = (response, _, count) => {
      if (count === 1) answerJson(response, 401, { error: "invalid_client" });
      else vtn.grant(response);
    };
    const { http, clock, exchange } = connectOauth(vtn);
    await using _ = http;
    await authErrorOf(exchange.request(get));
    await clock.advance(60_000);
    expect((await exchange.request(get)).status).toBe(200);
  });

  it.each([
    ["no JSON", "<html>", "no access_token"],
    ["no token", "{}", "no access_token"],
    ["a list", "[]", "no access_token"],
    ["a token that is no text", '{"access_token":1}', "no access_token"],
    ["a token that no header can carry", '{"access_token":"a\\r\\nb: c"}', "no access_token"],
    ["a token of another type", '{"access_token":"a","token_type":"mac"}', "another type"],
  ])("is one that is answered with %s", async (_, text, message) => {
    await using vtn = await startTokenVtn();
    vtn.onToken = (response) => response.end(text);
    const { http, exchange } = connectOauth(vtn);
    await using _http = http;
    const error = await authErrorOf(exchange.request(get));
    expect(error.message).toContain(message);
    await authErrorOf(exchange.request(get));
    expect(vtn.posts).toHaveLength(1);
  });
});

describe("the token URL", () => {
  it("is the one that the VTN names, relative to its own or not, asked for once", async () => {
    await using vtn = await startTokenVtn();
    vtn.onServerInfo = (response) =>
      answerJson(response, 200, { tokenURL: "/openadr3/auth/token" });
    const { http, clock, exchange } = connectOauth(vtn);
    await using _ = http;
    await exchange.request(get);
    await clock.advance(3_600_000);
    await exchange.request(get);
    expect([vtn.posts.length, vtn.serverInfoCount]).toEqual([2, 1]);
  });

  it.each([401, 403, 404, 405, 501])(
    "is the usual one when the VTN answers %i to who asks for it",
    async (status) => {
      await using vtn = await startTokenVtn();
      vtn.onServerInfo = (response) => answerJson(response, status, {});
      const { http, exchange } = connectOauth(vtn);
      await using _ = http;
      expect((await exchange.request(get)).status).toBe(200);
    },
  );

  it("is not asked for when it is given", async () => {
    await using vtn = await startTokenVtn();
    await using server = await startHostileServer((_, response) =>
      answerJson(response, 200, { access_token: "elsewhere" }),
    );
    vtn.onCall = (response) => response.end("{}");
    const tokenUrl = `${server.vtnUrl}/token?policy=p`;
    const { http, exchange } = connectOauth(vtn, { tokenUrl });
    await using _ = http;
    await exchange.request(get);
    expect(server.requests.map(({ url }) => url)).toEqual(["/openadr3/token?policy=p"]);
    expect(vtn.calls).toEqual(["GET /programs Bearer elsewhere"]);
    expect(vtn.serverInfoCount).toBe(0);
  });

  it("on another origin gets no credentials, unless that is allowed", async () => {
    await using other = await startHostileServer((_, response) =>
      answerJson(response, 200, { access_token: "elsewhere" }),
    );
    await using vtn = await startTokenVtn();
    vtn.onServerInfo = (response) => answerJson(response, 200, { tokenURL: other.vtnUrl });
    vtn.onCall = (response) => response.end("{}");
    const strict = connectOauth(vtn);
    await using _strict = strict.http;
    const error = await authErrorOf(strict.exchange.request(get));
    expect(error.message).toContain(
      `names a token URL on another origin, ${new URL(other.vtnUrl).origin}`,
    );
    expect(error.message).toContain("allowForeignTokenUrl");
    expect(other.requests).toHaveLength(0);
    const lax = connectOauth(vtn, { allowForeignTokenUrl: true });
    await using _lax = lax.http;
    expect((await lax.exchange.request(get)).status).toBe(200);
    expect(other.requests).toHaveLength(1);
  });

  it.each([
    ["http://auth.example.com/token", "in the clear"],
    ["ftp://auth.example.com/token", "is not https"],
    ["https://u:pw@auth.example.com/token", "credentials of its own"],
    ["http://", "names no token URL"],
    [17, "names no token URL"],
  ])("gets no credentials if it is %s", async (tokenURL, message) => {
    await using vtn = await startTokenVtn();
    vtn.onServerInfo = (response) => answerJson(response, 200, { tokenURL });
    const { http, exchange } = connectOauth(vtn, { allowForeignTokenUrl: true });
    await using _ = http;
    expect((await authErrorOf(exchange.request(get))).message).toContain(message);
    expect(vtn.posts).toHaveLength(0);
  });

  it("is shown without the secret, even if that is its host", async () => {
    await using vtn = await startTokenVtn();
    const clientSecret = "canary-7f3a";
    vtn.onServerInfo = (response) =>
      answerJson(response, 200, { tokenURL: `https://${clientSecret}.example.com/token` });
    const { http, exchange } = connectOauth(vtn, { clientSecret });
    await using _ = http;
    const { message } = await authErrorOf(exchange.request(get));
    expect(message).toContain("https://[redacted].example.com");
    expect(message).not.toContain(clientSecret);
  });

  it("is not guessed while the VTN is down", async () => {
    await using vtn = await startTokenVtn();
    vtn.onServerInfo = (response) => answerJson(response, 500, {});
    const { http, exchange } = connectOauth(vtn, {}, { maxAttempts: 1 });
    await using _ = http;
    const error = await authErrorOf(exchange.request(get));
    expect(error).toMatchObject({ isRetryable: true });
    expect(isVtnAuthError(error)).toBe(true);
    expect(vtn.posts).toHaveLength(0);
  });

  it("on another host must have a good certificate, whatever is conceded to the VTN", async () => {
    const authority = await newAuthority();
    await using vtn = await startTlsServer(await selfSigned("other.example.com"));
    await using forged = await startTlsServer(await selfSigned("localhost"));
    await using good = await startTlsServer(await authority.issue("localhost"));
    const tls = { insecureSkipVerify: true, ca: authority.cert };
    const vtnUrl = `https://127.0.0.1:${vtn.port}`;
    for (const [server, problem] of [
      [forged, "DEPTH_ZERO_SELF_SIGNED_CERT"],
      [good, "no access_token"],
    ] as const) {
      const tokenUrl = `https://localhost:${server.port}/token`;
      const { http, exchange } = connectOauth({ vtnUrl }, { tokenUrl }, { tls });
      await using _ = http;
      expect((await authErrorOf(exchange.request(get))).message).toContain(problem);
    }
    expect(forged.requests).toHaveLength(0);
    expect(good.requests).toHaveLength(1);
  });
});
