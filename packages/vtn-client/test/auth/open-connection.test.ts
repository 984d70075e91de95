import {
  createVtnClient,
  VenClient,
  type VenClientOptions,
  type VtnAuth,
  VtnHttp,
} from "@ven/vtn-client";
import { describe, expect, it } from "vitest";

const vtnUrl = "https://vtn.example.com";

/** Both clients, made with these options. */
const CLIENTS = [
  ["createVtnClient", (more: object) => createVtnClient({ protocol: "3.1.0", ...more } as never)],
  ["VenClient", (more: object) => new VenClient({ venName: "Herning", ...more } as never)],
] as const;

describe.each(CLIENTS)("options of %s", (_, make) => {
  it.each([
    ["vtnUrl undefined", {}],
    ["vtnUrl undefined", { vtnUrl: undefined, http: undefined }],
    ['vtnUrl ""', { vtnUrl: "" }],
    ["vtnUrl object", { vtnUrl: new URL(vtnUrl) }],
    ['allowPlainHttp "false"', { vtnUrl, allowPlainHttp: "false" }],
    ['transport "undici"', { vtnUrl, transport: "undici" }],
    ['totalTimeoutMs "1000"', { vtnUrl, totalTimeoutMs: "1000" }],
    ['bearerToken "(hidden)"', { vtnUrl, bearerToken: 7 }],
    ["auth.kind undefined", { vtnUrl, auth: {} }],
    ["auth.kind undefined", { vtnUrl, auth: "s3cret" }],
    ["auth.kind undefined", { vtnUrl, auth: null }],
    ["auth.token undefined", { vtnUrl, auth: { kind: "bearer" } }],
    ["http object", { http: {} }],
    ["http null", { http: null }],
  ])("name what cannot be used: %s", (named, options) => {
    const refused = () => make(options);
    expect(refused).toThrow(`${named} is not valid: `);
    expect(refused).not.toThrow("s3cret");
  });

  it("tell where an address that is missing may come from", () => {
    expect(() => make({})).toThrow("check that the variable is set");
  });

  it.each(["bearer", "clientCredentials", "none"] as const)(
    "are refused with bearerToken beside auth of kind %s, as one of them would not be sent",
    (kind) => {
      const auth = { kind, token: "s3cret", clientId: "c", clientSecret: "s3cret" } as VtnAuth;
      const refused = () => make({ vtnUrl, bearerToken: "s3cret", auth });
      expect(refused).toThrow("bearerToken");
      expect(refused).toThrow("give one of the two");
      expect(refused).not.toThrow("s3cret");
    },
  );

  it.each([
    { vtnUrl },
    { bearerToken: "s3cret" },
    { allowPlainHttp: true },
    { tls: {} },
    { transport: "fast" },
    { maxSockets: 1 },
    { maxRequestsPerSecond: 1 },
    { maxAttempts: 1 },
    { circuitOpenMs: 0 },
    { connectTimeoutMs: 1 },
    { headersTimeoutMs: 1 },
    { idleTimeoutMs: 1 },
    { totalTimeoutMs: 1 },
  ])("are refused where a shared http settles them: %o", async (options) => {
    await using http = new VtnHttp({ vtnUrl });
    const [name = ""] = Object.keys(options);
    const refused = () => make({ http, ...options });
    expect(refused).toThrow(name);
    expect(refused).toThrow("http settles it");
    expect(refused).not.toThrow("s3cret");
    await make({ http, [name]: undefined, auth: { kind: "bearer", token: "own" } }).close();
  });
});

describe("options of one client alone", () => {
  it.each([
    ["venName undefined", { venName: undefined }],
    ['venName ""', { venName: "" }],
    ["venName 7", { venName: 7 }],
    ["vtnVenId", { vtnVenId: " " }],
    ['zonedStart "no"', { zonedStart: "no" }],
  ])("are named by VenClient: %s", (named, options) => {
    const given = { vtnUrl, venName: "Herning", ...options } as VenClientOptions;
    expect(() => new VenClient(given)).toThrow(named);
    expect(() => new VenClient(given)).toThrow("is not valid");
  });

  it.each(["ignore", null, true])("are named by createVtnClient: onInvalidAnswer %j", (given) => {
    const onInvalidAnswer = given as "warn";
    const make = () => createVtnClient({ vtnUrl, protocol: "3.1.0", onInvalidAnswer });
    expect(make).toThrow(/^onInvalidAnswer .*give "throw" or "warn"$/);
  });

  it("are named by createVtnClient: protocol", () => {
    const protocol = undefined as unknown as "3.1.0";
    expect(() => createVtnClient({ vtnUrl, protocol })).toThrow("protocol undefined");
  });
});
