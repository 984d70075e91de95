import { startMockVtn } from "@ven/mock-vtn";
import { describe, expect, it } from "vitest";

describe("startMockVtn", () => {
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
    expect(running.vtn.vens).toHaveLength(1);
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
