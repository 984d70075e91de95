import { once } from "node:events";
import { connect } from "node:net";
import { RecordingLogger } from "@ven/core/testing";
import { startMockVtn } from "@ven/mock-vtn";
import { describe, expect, it } from "vitest";

/** Sends bytes and gives what comes back until the server ends the connection. */
function sendBytes(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = "";
    const socket = connect(port, "127.0.0.1", () => socket.write(bytes));
    socket.on("data", (chunk) => {
      answer += chunk;
    });
    socket.on("error", reject);
    socket.on("close", () => resolve(answer));
  });
}

describe("startMockVtn", () => {
  it("leaves the Request and Response of the program that embeds it alone", async () => {
    const before = [globalThis.Request, globalThis.Response];
    await using running = await startMockVtn();
    expect((await fetch(`${running.vtnUrl}/vens`)).status).toBe(200);
    expect([globalThis.Request, globalThis.Response]).toEqual(before);
  });

  it("answers a request that makes no sense with a problem, and goes on", async () => {
    await using running = await startMockVtn();
    const answer = await sendBytes(
      running.port,
      "GET /openadr3/vens HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n",
    );
    expect(answer).toMatch(/^HTTP\/1.1 400 /);
    expect(answer).toContain('"title":"Bad Request"');
    expect((await fetch(`${running.vtnUrl}/vens`)).status).toBe(200);
  });

  it("lets go of a client that goes away in the middle of its body, and goes on", async () => {
    const logger = new RecordingLogger();
    await using running = await startMockVtn({ logger });
    const socket = connect(running.port, "127.0.0.1");
    socket.write(
      "POST /openadr3/vens HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{",
    );
    while (running.vtn.requestCount === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    socket.destroy();
    await once(socket, "close");
    expect((await fetch(`${running.vtnUrl}/vens`)).status).toBe(200);
    expect(running.vtn.flat.vens).toEqual([]);
    expect(logger.records).toEqual([]);
  });

  it("takes a request that names its whole address", async () => {
    await using running = await startMockVtn();
    const answer = await sendBytes(
      running.port,
      `GET ${running.vtnUrl}/vens?limit=1 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1.1 200 [\s\S]*\[\]$/);
  });

  it("keeps a connection open for longer than the pause between two ticks", async () => {
    await using running = await startMockVtn();
    const answer = await fetch(`${running.vtnUrl}/vens`);
    expect(answer.headers.get("keep-alive")).toBe("timeout=65");
  });

  it("ends connections whose request is still on its way when it is closed", async () => {
    const running = await startMockVtn();
    const half = sendBytes(running.port, "POST /openadr3/vens HTTP/1.1\r\nHost: a\r\n").catch(
      (error: NodeJS.ErrnoException) => String(error.code),
    );
    await new Promise((resolve) => setTimeout(resolve, 20));
    await running.close();
    expect(["", "ECONNRESET"]).toContain(await half);
  });

  it.each([-1, 65_536, 1.5, Number.NaN])("refuses port %d", async (port) => {
    await expect(startMockVtn({ port })).rejects.toThrow("0 to 65535");
  });

  it("answers over a real socket on this machine only", async () => {
    await using running = await startMockVtn({ bearerToken: "t" });
    expect(running.vtnUrl).toBe(`http://127.0.0.1:${running.port}/openadr3`);
    expect((await fetch(`${running.vtnUrl}/vens`)).status).toBe(401);
    const answer = await fetch(`${running.vtnUrl}/vens`, {
      method: "POST",
      headers: { authorization: "Bearer t", "content-type": "application/json" },
      body: JSON.stringify({ ven_name: "Herning" }),
    });
    expect(answer.status).toBe(201);
    expect(running.vtn.flat.vens).toHaveLength(1);
  });

  it("says which port is taken and what to do", async () => {
    await using running = await startMockVtn();
    await expect(startMockVtn({ port: running.port })).rejects.toMatchObject({
      code: "VTN_CANNOT_LISTEN",
      message: expect.stringContaining(
        `127.0.0.1:${running.port} (EADDRINUSE); another program uses this port`,
      ),
    });
  });

  it("ends idle connections when it is closed, and can be closed twice", async () => {
    const running = await startMockVtn();
    await (await fetch(`${running.vtnUrl}/vens`)).json();
    await running.close();
    await running.close();
    await expect(fetch(`${running.vtnUrl}/vens`)).rejects.toThrow("fetch failed");
  });

  it("refuses a body of unknown length when it is over the limit, and goes on", async () => {
    await using running = await startMockVtn({ maxBodyBytes: 1_000 });
    let chunkCount = 0;
    const long = new ReadableStream<Uint8Array>({
      pull(controller) {
        chunkCount += 1;
        controller.enqueue(new Uint8Array(500).fill(120));
        if (chunkCount === 100) controller.close();
      },
    });
    const answer = await fetch(`${running.vtnUrl}/vens`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: long,
      duplex: "half",
    } as RequestInit);
    expect(answer.status).toBe(413);
    expect((await fetch(`${running.vtnUrl}/vens`)).status).toBe(200);
  });
});
