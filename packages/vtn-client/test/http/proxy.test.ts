import { VtnHttp, VtnUnreachableError } from "@ven/vtn-client";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { newAuthority } from "../support/certificates.ts";
import { startProxy } from "../support/connect-proxy.ts";
import { startTlsServer } from "../support/tls-server.ts";

const NAMES = ["https_proxy", "http_proxy", "all_proxy", "no_proxy"].flatMap((name) => [
  name,
  name.toUpperCase(),
]);
const get = { method: "GET", path: "/programs" } as const;

let before: ReadonlyMap<string, string | undefined>;

beforeEach(() => {
  before = new Map(NAMES.map((name) => [name, process.env[name]]));
  for (const name of NAMES) delete process.env[name];
});

afterEach(() => {
  for (const [name, value] of before) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
});

// The proxy takes every host to this machine, so the names need not exist.
describe.each(["plain", "fast"] as const)(
  "a proxy of the environment, %s transport",
  (transport) => {
    it("lets TLS through unread, and connections are used again", async () => {
      const authority = await newAuthority();
      await using vtn = await startTlsServer(await authority.issue("vtn.test"));
      await using proxy = await startProxy(vtn.port);
      process.env["HTTPS_PROXY"] = `http://user:p%40ss@127.0.0.1:${proxy.port}`;
      await using http = new VtnHttp({
        transport,
        vtnUrl: "https://vtn.test/openadr3",
        tls: { ca: authority.cert },
      });
      for (let count = 0; count < 5; count += 1) {
        expect((await http.request(get)).status).toBe(200);
      }
      const basic = Buffer.from("user:p@ss").toString("base64");
      expect(new Set(proxy.asked)).toEqual(new Set([`CONNECT vtn.test:443 Basic ${basic}`]));
      // undici opens a second connection before it knows that the first is free.
      expect(proxy.asked.length).toBeLessThanOrEqual(transport === "fast" ? 2 : 1);
      expect(vtn.requests.map(({ line }) => line)).toEqual(Array(5).fill("GET /openadr3/programs"));
    });

    it("does not stand in for the VTN: its certificate is checked through the tunnel", async () => {
      const authority = await newAuthority();
      await using vtn = await startTlsServer(await authority.issue("other.test"));
      await using proxy = await startProxy(vtn.port);
      process.env["https_proxy"] = `127.0.0.1:${proxy.port}`;
      await using http = new VtnHttp({
        transport,
        vtnUrl: "https://vtn.test",
        tls: { ca: authority.cert },
      });
      await expect(http.request(get)).rejects.toMatchObject({
        reason: "ERR_TLS_CERT_ALTNAME_INVALID",
        isAmbiguous: false,
      });
      expect(vtn.requests).toHaveLength(0);
    });

    it("that refuses is named, and its password is not", async () => {
      await using proxy = await startProxy(1, 407);
      process.env["HTTPS_PROXY"] = `http://user:secret@127.0.0.1:${proxy.port}`;
      await using http = new VtnHttp({ transport, vtnUrl: "https://vtn.test" });
      const error: unknown = await http.request(get).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(VtnUnreachableError);
      expect(error).toMatchObject({
        reason: "PROXY_REFUSED",
        isAmbiguous: false,
        isRetryable: false,
        message: expect.stringContaining(
          `the proxy 127.0.0.1:${proxy.port} answered CONNECT with 407`,
        ),
      });
      expect((error as Error).message).not.toContain("secret");
      expect(proxy.asked).toHaveLength(1);
    });

    it("that cannot reach the VTN is tried again, also for a POST, which did not leave it", async () => {
      await using proxy = await startProxy(1, 502);
      process.env["HTTPS_PROXY"] = `http://127.0.0.1:${proxy.port}`;
      await using http = new VtnHttp({ transport, vtnUrl: "https://vtn.test", random: () => 0 });
      await expect(http.request({ ...get, method: "POST", body: {} })).rejects.toMatchObject({
        reason: "PROXY_FAILED",
        isAmbiguous: false,
      });
      expect(proxy.asked).toHaveLength(3);
    });

    it("is told the whole address of what is not encrypted", async () => {
      await using proxy = await startProxy(1);
      process.env["HTTP_PROXY"] = `http://user:pass@127.0.0.1:${proxy.port}`;
      await using http = new VtnHttp({
        transport,
        vtnUrl: "http://vtn.test:8080/openadr3",
        allowPlainHttp: true,
      });
      const answer = await http.request(get);
      expect(answer.status).toBe(200);
      expect(answer.header("x-host")).toBe("vtn.test:8080");
      const basic = Buffer.from("user:pass").toString("base64");
      expect(proxy.asked).toEqual([`GET http://vtn.test:8080/openadr3/programs Basic ${basic}`]);
    });
  },
);
