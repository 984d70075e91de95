import { RecordingLogger } from "@ven/core/testing";
import {
  VTN_HTTP_LOG,
  VtnHttp,
  type VtnHttpOptions,
  type VtnTlsOptions,
  VtnUnreachableError,
} from "@ven/vtn-client";
import { beforeAll, describe, expect, it } from "vitest";
import {
  type Identity,
  newAuthority,
  selfSigned,
  type TestAuthority,
} from "../support/certificates.ts";
import { startHostileServer } from "../support/hostile-server.ts";
import { startTlsServer, type TlsServer } from "../support/tls-server.ts";

const get = { method: "GET", path: "/programs" } as const;

let authority: TestAuthority;
let localhost: Identity;

beforeAll(async () => {
  authority = await newAuthority();
  localhost = await authority.issue("localhost");
});

describe.each(["plain", "fast"] as const)("TLS, %s transport", (transport) => {
  function connect(server: TlsServer, more: Partial<VtnHttpOptions> = {}) {
    return new VtnHttp({ transport, vtnUrl: `https://localhost:${server.port}/openadr3`, ...more });
  }

  async function refusalOf(http: VtnHttp): Promise<VtnUnreachableError> {
    const error = await http.request(get).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(VtnUnreachableError);
    return error as VtnUnreachableError;
  }

  it("trusts an authority that it is given", async () => {
    await using server = await startTlsServer(localhost);
    await using http = connect(server, { tls: { ca: authority.cert } });
    expect((await http.request(get)).status).toBe(200);
    expect((await http.request(get)).status).toBe(200);
  });

  it("refuses a certificate that vouches for itself, also where the environment would not", async () => {
    await using server = await startTlsServer(await selfSigned("localhost"));
    const before = process.env["NODE_TLS_REJECT_UNAUTHORIZED"];
    process.env["NODE_TLS_REJECT_UNAUTHORIZED"] = "0";
    try {
      await using http = connect(server);
      const error = await refusalOf(http);
      expect(error).toMatchObject({
        reason: "DEPTH_ZERO_SELF_SIGNED_CERT",
        isAmbiguous: false,
        isRetryable: false,
      });
      expect(error.message).toContain("tls.ca");
    } finally {
      if (before === undefined) delete process.env["NODE_TLS_REJECT_UNAUTHORIZED"];
      else process.env["NODE_TLS_REJECT_UNAUTHORIZED"] = before;
    }
    expect(server.requests).toHaveLength(0);
  });

  it("refuses a certificate for another host", async () => {
    await using server = await startTlsServer(await authority.issue("other.example.com"));
    await using http = connect(server, { tls: { ca: authority.cert } });
    expect(await refusalOf(http)).toMatchObject({
      reason: "ERR_TLS_CERT_ALTNAME_INVALID",
      isAmbiguous: false,
      isRetryable: false,
    });
    expect(server.requests).toHaveLength(0);
  });

  it.each([
    ["trusts an authority of its own", () => ({ ca: authority.cert })],
    ["verifies nothing", () => ({ insecureSkipVerify: true })],
  ])("refuses TLS 1.1, also where it %s", async (_, tls) => {
    await using server = await startTlsServer({
      ...localhost,
      minVersion: "TLSv1.1",
      maxVersion: "TLSv1.1",
      ciphers: "DEFAULT@SECLEVEL=0",
    });
    await using http = connect(server, { tls: tls() });
    expect(await refusalOf(http)).toMatchObject({ isAmbiguous: false, isRetryable: false });
    expect(server.requests).toHaveLength(0);
  });

  it("proves who it is to a VTN that asks for a certificate", async () => {
    const asking = { ...localhost, ca: authority.cert, requestCert: true };
    await using server = await startTlsServer({ ...asking, rejectUnauthorized: true });
    const own = await authority.issue("ven-17");
    await using http = connect(server, { tls: { ca: authority.cert, ...own } });
    expect((await http.request(get)).status).toBe(200);
    expect(server.requests).toEqual([{ line: "GET /openadr3/programs", clientName: "ven-17" }]);
  });

  it("says that certificates are at fault when the VTN wants one and gets none", async () => {
    const asking = { ...localhost, ca: authority.cert, requestCert: true };
    await using server = await startTlsServer({ ...asking, rejectUnauthorized: true });
    await using http = connect(server, { tls: { ca: authority.cert }, maxAttempts: 1 });
    const error = await refusalOf(http);
    // undici sees the connection close before it reads why.
    expect(error.reason).toBe(
      transport === "plain" ? "ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED" : "ECONNRESET",
    );
    if (transport === "plain") {
      expect(error).toMatchObject({ isAmbiguous: false, isRetryable: false });
      expect(error.message).toContain("tls.cert");
    }
    expect(error.message).toMatch(/tls\.cert|ECONNRESET/);
    expect(server.requests).toHaveLength(0);
  });

  it("hints at plain http where what answers speaks no TLS", async () => {
    await using server = await startHostileServer((_, response) => response.end("{}"));
    const { port } = new URL(server.vtnUrl);
    await using http = new VtnHttp({ transport, vtnUrl: `https://127.0.0.1:${port}` });
    expect(await refusalOf(http)).toMatchObject({
      isAmbiguous: false,
      isRetryable: false,
      message: expect.stringContaining("no TLS"),
    });
    expect(server.requests).toHaveLength(0);
  });

  it("accepts any certificate where told to, and warns each time", async () => {
    await using server = await startTlsServer(await selfSigned("other.example.com"));
    const logger = new RecordingLogger();
    const tls = { insecureSkipVerify: true };
    await using first = connect(server, { tls, logger });
    await using second = connect(server, { tls, logger });
    expect((await first.request(get)).status).toBe(200);
    expect((await second.request(get)).status).toBe(200);
    expect(logger.messages("warn")).toEqual([VTN_HTTP_LOG.insecure, VTN_HTTP_LOG.insecure]);
  });
});

describe("TLS options", () => {
  const vtnUrl = "https://vtn.example.com";

  it("need cert and key together", () => {
    expect(() => new VtnHttp({ vtnUrl, tls: { cert: localhost.cert } })).toThrow("cert and key");
    expect(() => new VtnHttp({ vtnUrl, tls: { key: localhost.key } })).toThrow("cert and key");
  });

  it.each([
    ["an empty text", () => "", "no certificate in it"],
    ["the path of a file", () => "/etc/ssl/ca.pem", "not its path"],
    ["a key", () => localhost.key, "no certificate in it"],
    ["no certificate at all", () => [], "give a certificate at least"],
    ["a certificate and a text", () => [authority.cert, "x"], "no certificate in it"],
    ["half a certificate", () => authority.cert.slice(0, 200), "cannot be read"],
    [
      "a second one that is broken",
      () => `${authority.cert}\n${authority.cert.replace(/\nM/, "\n!")}`,
      "cannot be read",
    ],
    ["bytes", () => Buffer.from(authority.cert), "give the text"],
  ])("refuse %s as tls.ca, and show nothing of it", (_, ca, rule) => {
    const tls = { ca: ca() } as VtnTlsOptions;
    expect(() => new VtnHttp({ vtnUrl, tls })).toThrow(/^tls\.ca /);
    expect(() => new VtnHttp({ vtnUrl, tls })).toThrow(rule);
    expect(() => new VtnHttp({ vtnUrl, tls })).not.toThrow(/MII|BEGIN PRIVATE|etc/);
  });

  it("take several authorities, in one text with remarks or in several", async () => {
    const other = (await newAuthority()).cert;
    const remarked = `# ours\n${authority.cert}\n# theirs\n${other}\n`;
    for (const ca of [remarked, [authority.cert, other]]) {
      await new VtnHttp({ vtnUrl, tls: { ca } }).close();
    }
  });

  it.each([
    ["tls ", "ca.pem"],
    ["tls.insecureSkipVerify ", { insecureSkipVerify: "false" }],
    ["tls.cert ", { cert: "", key: "" }],
  ])("name %s where it cannot be used", (named, tls) => {
    const make = () => new VtnHttp({ vtnUrl, tls: tls as VtnTlsOptions });
    expect(make).toThrow(named);
    expect(make).toThrow("is not valid");
  });

  it("are refused at once when they cannot be read, without showing the key", async () => {
    const other = await authority.issue("other.example.com");
    const key = localhost.key.replaceAll("\n", "").slice(40, 60);
    const bad = [
      { cert: "no PEM", key: localhost.key },
      { cert: other.cert, key: localhost.key },
    ];
    for (const tls of bad) {
      expect(() => new VtnHttp({ vtnUrl, tls })).toThrow("PEM text that belongs together");
      expect(() => new VtnHttp({ vtnUrl, tls })).not.toThrow(key);
    }
  });
});
