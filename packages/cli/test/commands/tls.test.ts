import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { createMockVtn } from "@ven/mock-vtn";
import { describe, expect, it } from "vitest";
import { newAuthority } from "../../../vtn-client/test/support/certificates.ts";
import { VenFolder } from "../support/test-terminal.ts";

/** A mock VTN over TLS that asks for a certificate of the authority. */
async function startTlsVtn() {
  const authority = await newAuthority();
  const identity = await authority.issue("localhost");
  const vtn = createMockVtn();
  const server = createServer(
    { ...identity, ca: authority.cert, requestCert: true, rejectUnauthorized: true },
    async (incoming, outgoing) => {
      const { method = "GET", url = "/" } = incoming;
      const body = await text(incoming);
      const answer = await vtn.handle(
        new Request(`https://localhost${url}`, {
          method,
          headers: { "content-type": incoming.headers["content-type"] ?? "application/json" },
          ...(body === "" ? {} : { body }),
        }),
      );
      outgoing.writeHead(answer.status, { "content-type": "application/json" });
      outgoing.end(await answer.text());
    },
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    vtn,
    authority,
    vtnUrl: `https://localhost:${port}/openadr3/3.1.0`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

describe("ven over TLS", () => {
  it("trusts the authority and shows the certificate that it is given, and warns when it trusts all", async () => {
    await using at = await startTlsVtn();
    await using folder = await VenFolder.open();
    const { cert, key } = await at.authority.issue("herning");
    await folder.write("ca.pem", at.authority.cert);
    await folder.write("cert.pem", cert);
    await folder.write("key.pem", key);
    const check = ["check", "--protocol", "3.1.0", "--vtn", at.vtnUrl];
    const own = ["--cert", "cert.pem", "--key", "key.pem"];

    const untrusting = await folder.ven([...check, ...own]);
    expect(untrusting).toMatchObject({ exitCode: 69, stdout: "" });
    expect(untrusting.stderr).toMatch(/^ven: [^\n]*certificate[^\n]*\n$/i);
    const nameless = await folder.ven([...check, "--ca", "ca.pem"]);
    expect(nameless.exitCode).toBe(69);
    const trusted = await folder.ven([...check, ...own, "--ca", "ca.pem"]);
    expect(trusted).toMatchObject({ exitCode: 0, stderr: "" });
    expect(trusted.stdout).toContain("ok    the VTN accepts the report of 6 readings");
    const insecure = await folder.ven([...check, ...own, "--insecure"]);
    expect(insecure.exitCode).toBe(0);
    expect(insecure.stderr).toContain("are not verified: anybody on the way may read and change");
    expect(at.vtn["3.1.0"].reportCount).toBe(2);
  });

  it("says which file cannot be read, and that a key belongs to a certificate", async () => {
    await using folder = await VenFolder.open();
    const missing = await folder.ven(["check", "--ca", "none.pem"]);
    expect(missing.exitCode).toBe(65);
    expect(missing.stderr).toMatch(/^ven: the CA certificate file none.pem cannot be read/);
    await folder.write("key.pem", "no key");
    const alone = await folder.ven(["check", "--vtn", "https://localhost:9", "--key", "key.pem"]);
    expect(alone.exitCode).toBe(65);
    expect(alone.stderr).toContain("give cert and key together");
  });
});
