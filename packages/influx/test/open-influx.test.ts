import { inspect } from "node:util";
import { type InfluxOptions, isInfluxError, openInflux } from "@ven/influx";
import { describe, expect, it } from "vitest";
import { columnsAt, T0, twoPubs } from "./support/named-columns.ts";
import { startRecordingServer } from "./support/recording-server.ts";

const v1 = { version: "1", url: "http://127.0.0.1:8086", database: "ven" } as const;
const v2 = { version: "2", url: v1.url, org: "o", bucket: "b" } as const;

describe("openInflux", () => {
  it.each([
    "http://localhost:8086",
    "http://[::1]:8086/",
    "http://127.1.2.3",
    "https://influx.example.com/base",
  ])("takes %s", async (url) => {
    await openInflux({ ...v1, url })[Symbol.asyncDispose]();
  });

  it.each<[Record<string, unknown>, string]>([
    [{ url: "influx" }, 'url "influx" is not valid: write it like http://127.0.0.1:8086'],
    [{ url: undefined }, "url undefined is not valid: write it like http://127.0.0.1:8086"],
    [
      { url: "http//user:pass@host" },
      'url "(hidden)" is not valid: write it like http://127.0.0.1:8086',
    ],
    [
      { url: "https://user:secret@host/x" },
      'url "https://host/x" is not valid: take the credentials out; use username and password, or token',
    ],
    [
      { url: "ftp://host" },
      'url "ftp://host/" is not valid: it must begin with https:// or http://',
    ],
    [
      { url: "https://host/?db=x&p=secret" },
      'url "https://host/" is not valid: end it with the base path: no ? and no #',
    ],
    [
      { url: "http://influx.example.com" },
      'url "http://influx.example.com/" is not valid: readings and token would travel in the clear: use https://, or set allowPlainHttp',
    ],
    [{ version: "4" }, 'version "4" is not valid: give "1", "2" or "3"'],
    [
      { database: " " },
      'database " " is not valid: give 1 to 256 characters, without control characters',
    ],
    [
      { database: undefined },
      "database undefined is not valid: give 1 to 256 characters, without control characters",
    ],
    [{ username: "u" }, "password undefined is not valid: give username and password, or neither"],
    [
      { password: "secret" },
      "username undefined is not valid: give username and password, or neither",
    ],
    [{ username: "a:b", password: "secret" }, 'username "a:b" is not valid: leave out the colon'],
    [
      { measurement: "_b" },
      'measurement "_b" is not valid: give a letter, then letters, digits and _, at most 64 in all',
    ],
    [{ timeoutMs: 0 }, "timeoutMs 0 is not valid: give a whole number from 1 to 600000"],
    [{ timeoutMs: "10" }, 'timeoutMs "10" is not valid: give a whole number from 1 to 600000'],
  ])("refuses %j", (option, message) => {
    const options = { ...v1, ...option } as unknown as InfluxOptions;
    expect(() => openInflux(options)).toThrow(
      expect.objectContaining({ code: "INVALID_VALUE", message }),
    );
  });

  it.each<[string, string]>([
    ["ends with a newline", "canary\n"],
    ["has a blank", "canary token"],
    ["is empty", ""],
    ["has letters that no header can hold", "canäry"],
    ["is too long", "canary".repeat(700)],
  ])("refuses a token that %s without showing it", (_, token) => {
    for (const options of [v2, { ...v2, version: "3" } as const]) {
      try {
        openInflux({ ...options, token });
        expect.unreachable();
      } catch (error) {
        expect(error).toMatchObject({ code: "INVALID_VALUE", subject: "token" });
        expect(inspect(error)).not.toContain("can");
      }
    }
  });

  it("refuses a password of two lines without showing it", () => {
    const options = { ...v1, username: "ven", password: "canary\n" };
    expect(() => openInflux(options)).toThrow(
      'password "(hidden)" is not valid: give 1 to 4096 characters on one line; if it comes from a file, take off the newline at its end',
    );
  });

  it("allows plain http to another machine where that is asked for", async () => {
    const url = "http://influx.example.com";
    await openInflux({ ...v1, url, allowPlainHttp: true })[Symbol.asyncDispose]();
    const allowPlainHttp = "false" as unknown as boolean;
    expect(() => openInflux({ ...v1, url, allowPlainHttp })).toThrow("allowPlainHttp");
  });
});

describe("a token or password", () => {
  const secret = "s3cret-canary";
  const cases: readonly InfluxOptions[] = [
    { ...v1, username: "ven", password: secret },
    { ...v2, token: secret },
    { version: "3", url: v1.url, bucket: "b", token: secret },
  ];

  it.each(cases)(
    "shows in no error, inspection or address, even if the server says it (version $version)",
    async (options) => {
      let status = 400;
      await using server = await startRecordingServer(({ headers }, response) =>
        response
          .writeHead(status)
          .end(JSON.stringify({ error: `no: ${headers.authorization} ${secret}` })),
      );
      await using cache = openInflux({ ...options, url: server.url });
      const shown = [inspect(cache, { depth: 9, showHidden: true }), JSON.stringify(cache)];
      for (status of [302, 400, 401, 404, 500]) {
        const error = await cache
          .write(columnsAt(twoPubs, T0, [1, 2, 3, 4]))
          .catch((e: unknown) => e);
        expect(isInfluxError(error)).toBe(true);
        shown.push(inspect(error, { depth: 9, showHidden: true }));
      }
      const pair = Buffer.from(`ven:${secret}`).toString("base64");
      for (const text of [...shown, ...server.requests.map(({ path }) => path)]) {
        expect(text).not.toContain(secret);
        expect(text).not.toContain(pair);
      }
      expect(server.requests.every(({ headers }) => headers.authorization !== undefined)).toBe(
        true,
      );
    },
  );

  it.each(["text/html", "application/json"])(
    "shows no part of itself where what the server says of it in %s is cut off",
    async (type) => {
      const token = "canary-".repeat(300);
      await using server = await startRecordingServer(({ headers }, response) =>
        response.writeHead(400, { "content-type": type }).end(`no: ${headers.authorization}`),
      );
      await using cache = openInflux({ ...v2, url: server.url, token });
      const error = await cache.ping().catch((e: unknown) => e);
      expect(error).toMatchObject({
        code: "INFLUX_REFUSED",
        message: expect.stringContaining("answered 400 (no: Token (hidden))"),
      });
    },
  );
});
