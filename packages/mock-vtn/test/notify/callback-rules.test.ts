import type { LookupAddress } from "node:dns";
import { describe, expect, it } from "vitest";
import { addressKind } from "../../src/notify/address-kind.ts";
import { CallbackRules } from "../../src/notify/callback-rules.ts";

describe("addressKind", () => {
  it.each([
    ["127.0.0.1", "loopback"],
    ["127.255.0.1", "loopback"],
    ["::1", "loopback"],
    ["::ffff:127.0.0.1", "loopback"],
    ["::ffff:7f00:1", "loopback"],
    ["0.0.0.0", "private"],
    ["::", "private"],
    ["10.1.2.3", "private"],
    ["100.64.0.1", "private"],
    ["169.254.169.254", "private"],
    ["::ffff:169.254.169.254", "private"],
    ["172.31.255.255", "private"],
    ["192.168.0.1", "private"],
    ["224.0.0.1", "private"],
    ["255.255.255.255", "private"],
    ["64:ff9b::a9fe:a9fe", "private"],
    ["2002:7f00:1::", "private"],
    ["fd00::1", "private"],
    ["fe80::1", "private"],
    ["172.32.0.1", "public"],
    ["1.1.1.1", "public"],
    ["2606:4700::1111", "public"],
    ["vtn.example.com", undefined],
    ["127.0.0", undefined],
  ])("%s is %s", (address, kind) => {
    expect(addressKind(address)).toBe(kind);
  });
});

const rules = (isExposed: boolean, ...allowedHosts: string[]) =>
  new CallbackRules({ isExposed, allowedHosts });

describe("CallbackRules", () => {
  it.each([
    ["http://127.0.0.1:9000/callback", true, false],
    ["http://localhost:9000/callback", true, false],
    ["http://[::1]:9000/", true, false],
    ["http://0x7f000001/", true, false],
    ["http://[::ffff:127.0.0.1]/", true, false],
    ["https://127.0.0.1/", true, false],
    ["https://ven.localhost/", true, false],
    ["https://10.0.0.5/", true, false],
    ["https://[fd00::1]/", true, false],
    ["http://10.0.0.5/", false, false],
    ["http://169.254.169.254/latest", false, false],
    ["http://ven.example.com/", false, false],
    ["https://ven.example.com/", true, true],
    ["https://1.1.1.1/", true, true],
    ["https://user:secret@ven.example.com/", false, false],
    ["ftp://127.0.0.1/", false, false],
    ["file:///etc/passwd", false, false],
    ["callback", false, false],
    [`https://ven.example.com/${"a".repeat(8_000)}`, false, false],
  ])("%s: local %s, exposed %s", (url, isAllowedLocally, isAllowedExposed) => {
    expect(rules(false).refusalOf(url) === undefined).toBe(isAllowedLocally);
    expect(rules(true).refusalOf(url) === undefined).toBe(isAllowedExposed);
  });

  it("lets hosts through that the caller names", () => {
    const exposed = rules(true, "VEN", "10.0.0.5", "::1");
    expect(exposed.refusalOf("http://ven:9000/")).toBeUndefined();
    expect(exposed.refusalOf("https://10.0.0.5/")).toBeUndefined();
    expect(exposed.refusalOf("http://[::1]/")).toBeUndefined();
    expect(exposed.refusalOf("http://ven2:9000/")).toBeDefined();
  });

  const resolve = (callbackRules: CallbackRules, url: string, hostname: string) =>
    new Promise<readonly LookupAddress[]>((done, fail) => {
      callbackRules.lookupFor(new URL(url))(hostname, { all: true }, (error, found) => {
        if (error) fail(error);
        else done(found as LookupAddress[]);
      });
    });

  it("judges a name by the address that it has at the time of the call", async () => {
    // As a name on the public network does that an attacker turns to an inner address.
    const url = "https://turned.example.com/";
    await expect(resolve(rules(true), url, "localhost")).rejects.toThrow("may be called");
    expect(await resolve(rules(false), url, "localhost")).not.toEqual([]);
    expect(await resolve(rules(true, "turned.example.com"), url, "localhost")).not.toEqual([]);
    await expect(resolve(rules(false), "http://a.localhost/", "10.0.0.5")).rejects.toThrow();
  });

  it("gives one address where one is asked for", async () => {
    const address = await new Promise((done) => {
      const lookup = rules(false).lookupFor(new URL("http://localhost/"));
      lookup("localhost", {}, (_error, found) => done(found));
    });
    expect(["127.0.0.1", "::1"]).toContain(address);
  });
});
