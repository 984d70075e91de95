import { describe, expect, it } from "vitest";
import { loginOf, openVtnLogin } from "../../src/compose/vtn-login.ts";
import type { Settings } from "../../src/settings/settings.ts";
import { VenFolder } from "../support/test-terminal.ts";

async function login(
  settings: Settings,
  options: {
    readonly environment?: Record<string, string>;
    readonly files?: Record<string, string>;
  } = {},
) {
  await using folder = await VenFolder.open();
  for (const [name, text] of Object.entries(options.files ?? {})) await folder.write(name, text);
  const { environment = {} } = options;
  return await openVtnLogin({ environment, workingFolder: folder.path }, settings);
}

describe("openVtnLogin", () => {
  it("logs in not at all unless told to", async () => {
    expect(await login({})).toEqual({
      credentialsFile: undefined,
      auth: { kind: "none" },
      venAuth: {},
      businessLogicAuth: undefined,
    });
  });

  it("takes a token of the environment before that of a file", async () => {
    const files = { "token.txt": "of-file\n" };
    const settings = { bearerTokenFile: "token.txt" };
    expect((await login(settings, { files })).auth).toEqual({ kind: "bearer", token: "of-file" });
    const environment = { VEN_BEARER_TOKEN: "of-environment" };
    expect((await login(settings, { files, environment })).auth).toEqual({
      kind: "bearer",
      token: "of-environment",
    });
  });

  it("takes the secret of a client of the environment or of a file, and the token server", async () => {
    const ofFile = await login(
      { clientId: "fleet", clientSecretFile: "s.txt", tokenUrl: "https://auth.example.com/token" },
      { files: { "s.txt": "s-1" } },
    );
    expect(ofFile.auth).toEqual({
      kind: "clientCredentials",
      clientId: "fleet",
      clientSecret: "s-1",
      tokenUrl: "https://auth.example.com/token",
    });
    const environment = { VEN_CLIENT_SECRET: "s-2" };
    expect((await login({ clientId: "fleet" }, { environment })).auth).toMatchObject({
      clientSecret: "s-2",
    });
  });

  it("reads a client per VEN, and one of business logic", async () => {
    const file = {
      vens: { Herning: { clientId: "h", clientSecret: "1" } },
      businessLogic: { clientId: "bl", clientSecret: "2" },
    };
    expect(
      await login({ credentialsFile: "c.json" }, { files: { "c.json": JSON.stringify(file) } }),
    ).toEqual({
      credentialsFile: "c.json",
      auth: { kind: "none" },
      venAuth: { Herning: { kind: "clientCredentials", clientId: "h", clientSecret: "1" } },
      businessLogicAuth: { kind: "clientCredentials", clientId: "bl", clientSecret: "2" },
    });
  });

  it.each<[string, Settings, Record<string, string>, Record<string, string>, string]>([
    ["a client without its secret", { clientId: "c" }, {}, {}, "VEN_CLIENT_SECRET"],
    ["a secret of no client", { clientSecretFile: "s" }, {}, { s: "x" }, "add --client-id"],
    [
      "two logins",
      { clientId: "c" },
      { VEN_BEARER_TOKEN: "canary-1", VEN_CLIENT_SECRET: "canary-2" },
      {},
      "there are two logins",
    ],
    [
      "a token of two lines",
      {},
      { VEN_BEARER_TOKEN: "canary-1\ncanary-2" },
      {},
      "VEN_BEARER_TOKEN",
    ],
    ["no such file", { credentialsFile: "c" }, {}, {}, "cannot be read"],
    ["no JSON", { credentialsFile: "c" }, {}, { c: '{"canary-1' }, "is no JSON"],
    [
      "another shape",
      { credentialsFile: "c" },
      {},
      { c: '{"vens":{"Herning":{"clientId":"h","clientSecret":7}}}' },
      "vens.Herning.clientSecret",
    ],
    [
      "an unknown key",
      { credentialsFile: "c" },
      {},
      { c: '{"vens":{},"token":"canary-1"}' },
      '"token"',
    ],
  ])("refuses %s and shows no secret", async (_, settings, environment, files, text) => {
    const error = await login(settings, { environment, files }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: "SETTING_INVALID" });
    expect(String(error)).toContain(text);
    expect(String(error)).not.toContain("canary");
  });
});

describe("loginOf", () => {
  it("is that of the VEN, or that of all", async () => {
    const file = JSON.stringify({ vens: { Herning: { clientId: "h", clientSecret: "1" } } });
    const files = { "c.json": file };
    const both = await login(
      { credentialsFile: "c.json", clientId: "all" },
      { files, environment: { VEN_CLIENT_SECRET: "s" } },
    );
    expect(loginOf({ login: both }, "Herning")).toMatchObject({ clientId: "h" });
    expect(loginOf({ login: both }, "Ikast")).toMatchObject({ clientId: "all" });
    expect(loginOf({ login: await login({}) }, "constructor")).toEqual({ kind: "none" });
  });

  it("says which VEN has none, and what was most likely meant", async () => {
    const file = JSON.stringify({ vens: { Herning: { clientId: "h", clientSecret: "1" } } });
    const only = await login({ credentialsFile: "c.json" }, { files: { "c.json": file } });
    expect(() => loginOf({ login: only }, "Hernign")).toThrow(
      'c.json has no client for VEN "Hernign"; did you mean "Herning"?',
    );
    expect(() => loginOf({ login: only }, "Copenhagen")).toThrow("it has Herning");
  });
});
