import { ManualClock } from "@ven/core/testing";
import { type MockVtnOptions, startMockVtn } from "@ven/mock-vtn";
import { tokenErrorSchema, tokenResponseSchema } from "@ven/openadr-schema/3.1.0";
import { decodeJwt } from "jose";
import { describe, expect, it } from "vitest";
import { vtnCaller } from "../support/vtn-caller.ts";

const NOW_AT_MS = Date.UTC(2026, 0, 16, 12);
const clients: MockVtnOptions["clients"] = [
  { clientId: "bl", clientSecret: "bl secret:&+%", role: "BL" },
  { clientId: "ven-a", clientSecret: "secret", role: "VEN" },
  { clientId: "reader", clientSecret: "secret", role: "BL", scopes: ["read_all"] },
];
const right = { grant_type: "client_credentials", client_id: "ven-a", client_secret: "secret" };

interface TokenAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, string>>;
}

async function ask(
  url: string,
  form: Readonly<Record<string, string>> | string,
  headers: Readonly<Record<string, string>> = {},
): Promise<TokenAnswer> {
  const answer = await fetch(`${url}/auth/token`, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
    body: new URLSearchParams(form).toString(),
  });
  const body = (await answer.json()) as TokenAnswer["body"];
  return { status: answer.status, headers: answer.headers, body };
}

const basic = (id: string, secret: string) => ({
  authorization: `Basic ${btoa(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`)}`,
});

describe("POST /auth/token", () => {
  it.each(["3.0.1", "3.1.0", "flat"] as const)(
    "of %s hands out a JWT with the client's id, its scopes and its end, not to be stored",
    async (protocol) => {
      const clock = new ManualClock(NOW_AT_MS);
      await using running = await startMockVtn({ clients, clock, tokenLifetimeS: 60 });
      const answer = await ask(running.vtnUrls[protocol], right);
      expect(answer.status).toBe(200);
      expect(answer.headers.get("cache-control")).toBe("no-store");
      expect(tokenResponseSchema.safeParse(answer.body).error).toBeUndefined();
      expect(answer.body).toMatchObject({ token_type: "Bearer", expires_in: 60 });
      const token = answer.body["access_token"] ?? "";
      expect(decodeJwt(token)).toMatchObject({
        sub: "ven-a",
        scope: answer.body["scope"],
        iat: NOW_AT_MS / 1_000,
        exp: NOW_AT_MS / 1_000 + 60,
      });
      expect(answer.body["scope"]?.split(" ")).toContain("write_reports");
      expect((await ask(running.vtnUrls[protocol], right)).body["access_token"]).not.toBe(token);
      const call = vtnCaller(running.vtnUrls[protocol], token);
      expect((await call("GET", "/vens")).status).toBe(200);
    },
  );

  it("takes credentials by HTTP Basic as well, in the body or there but not in both", async () => {
    await using running = await startMockVtn({ clients });
    const url = running.vtnUrls["3.1.0"];
    const grant = { grant_type: "client_credentials" };
    expect((await ask(url, grant, basic("bl", "bl secret:&+%"))).status).toBe(200);
    const inBody = { ...grant, client_id: "bl", client_secret: "bl secret:&+%" };
    expect((await ask(url, inBody)).status).toBe(200);
    expect(
      (await ask(url, { ...grant, client_id: "ven-a" }, basic("ven-a", "secret"))).status,
    ).toBe(200);
    const unencoded = { authorization: `Basic ${btoa("bl:bl secret:&+%")}` };
    expect((await ask(url, grant, unencoded)).status).toBe(200);
    expect((await ask(url, inBody, basic("bl", "bl secret:&+%"))).body["error"]).toBe(
      "invalid_request",
    );
    expect((await ask(url, { ...grant, client_id: "bl" }, basic("ven-a", "secret"))).status).toBe(
      400,
    );
  });

  it.each([
    ["a wrong secret", { ...right, client_secret: "wrong" }, 401, "invalid_client"],
    ["an unknown client", { ...right, client_id: "nobody" }, 401, "invalid_client"],
    ["no grant type", { ...right, grant_type: undefined }, 400, "invalid_request"],
    ["no client id", { ...right, client_id: undefined }, 400, "invalid_request"],
    ["no secret", { ...right, client_secret: undefined }, 400, "invalid_request"],
    ["another grant", { ...right, grant_type: "password" }, 400, "unsupported_grant_type"],
    ["a scope of others", { ...right, scope: "write_events" }, 400, "invalid_scope"],
    ["a scope that is none", { ...right, scope: "read_targets nothing" }, 400, "invalid_scope"],
  ])("refuses %s", async (_, form, status, error) => {
    await using running = await startMockVtn({ clients });
    const given = Object.entries(form).filter(([, value]) => value !== undefined);
    const answer = await ask(
      running.vtnUrls["3.1.0"],
      Object.fromEntries(given) as Record<string, string>,
    );
    expect([answer.status, answer.body["error"]]).toEqual([status, error]);
    expect(tokenErrorSchema.safeParse(answer.body).error).toBeUndefined();
    expect(answer.body).toMatchObject({ status, detail: answer.body["error_description"] });
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(answer.headers.get("www-authenticate")).toBe(status === 401 ? "Basic" : null);
  });

  it("refuses a parameter that comes twice, and a body that is no form", async () => {
    await using running = await startMockVtn({ clients });
    const url = running.vtnUrls["3.1.0"];
    const twice = `${new URLSearchParams(right)}&client_id=bl`;
    expect((await ask(url, twice)).body["error"]).toBe("invalid_request");
    const json = await ask(url, right, { "content-type": "application/json" });
    expect([json.status, json.body["error"]]).toEqual([400, "invalid_request"]);
  });

  it("gives the scopes that are asked for, and without asking those of the role", async () => {
    await using running = await startMockVtn({ clients });
    const scopesOf = async (protocol: "3.0.1" | "3.1.0" | "flat", form: object) => {
      const { body } = await ask(running.vtnUrls[protocol], { ...right, ...form });
      return body["scope"];
    };
    expect(await scopesOf("3.1.0", { scope: "read_targets write_vens" })).toBe(
      "read_targets write_vens",
    );
    const writes = "write_reports write_subscriptions write_vens";
    expect(await scopesOf("3.0.1", {})).toBe(`read_all ${writes}`);
    expect(await scopesOf("3.1.0", { scope: "" })).toBe(`read_targets read_ven_objects ${writes}`);
    expect(await scopesOf("flat", {})).toBe(`read_all read_targets read_ven_objects ${writes}`);
    expect(await scopesOf("3.1.0", { client_id: "reader" })).toBe("read_all");
  });

  it("answers 501 at a VTN without clients", async () => {
    await using running = await startMockVtn({ bearerToken: "t" });
    const answer = await ask(running.vtnUrls["3.1.0"], right);
    expect(answer).toMatchObject({ status: 501, body: { title: "Not Implemented" } });
  });

  it("leaves out expires_in if told to", async () => {
    await using running = await startMockVtn({ clients, omitExpiresIn: true });
    const { body } = await ask(running.vtnUrls["3.1.0"], right);
    expect(Object.keys(body)).toEqual(["access_token", "token_type", "scope"]);
  });
});

describe("GET /auth/server of 3.1.0", () => {
  it("names the VTN's own token endpoint, or the one that it was told of, to everybody", async () => {
    await using running = await startMockVtn({ clients });
    const url = running.vtnUrls["3.1.0"];
    expect((await vtnCaller(url)("GET", "/auth/server")).body).toEqual({
      tokenURL: `${url}/auth/token`,
    });
    const tokenUrl = "https://login.example.com/token";
    await using elsewhere = await startMockVtn({ clients, tokenUrl });
    const { body } = await vtnCaller(elsewhere.vtnUrls["3.1.0"])("GET", "/auth/server");
    expect(body).toEqual({ tokenURL: tokenUrl });
  });
});

describe("the options of clients and tokens", () => {
  it.each([
    [{ clients: [{ clientId: "", clientSecret: "s", role: "BL" }] }, "clientId"],
    [{ clients: [{ clientId: "a", clientSecret: "", role: "BL" }] }, "clientSecret"],
    [{ clients: [{ clientId: "a", clientSecret: "s", role: "VTN" }] }, 'give "BL" or "VEN"'],
    [
      { clients: [{ clientId: "a", clientSecret: "s", role: "BL", scopes: ["read_all", "foo"] }] },
      'scopes "foo" is not valid: give some of read_all, write_programs, write_events, ',
    ],
    [{ clients: [] }, "clients array is not valid: give at least one, or leave clients out"],
    [{ bearerToken: "t", clients: [] }, "clients array is not valid"],
    [
      {
        clients: [
          { clientId: "a", clientSecret: "s", role: "BL" },
          { clientId: "a", clientSecret: "t", role: "VEN" },
        ],
      },
      "give each client its own",
    ],
    [{ tokenLifetimeS: 1.5 }, "whole seconds"],
    [{ tokenUrl: "/auth/token" }, "whole address"],
  ])("%j is refused", async (options, message) => {
    await expect(startMockVtn(options as MockVtnOptions)).rejects.toThrow(message);
  });
});
