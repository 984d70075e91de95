import { createMockVtn } from "@ven/mock-vtn";
import { mockVtnHandlers } from "@ven/mock-vtn/msw";
import { setupServer } from "msw/node";
import { afterEach, describe, expect, it } from "vitest";

const network = setupServer();
afterEach(() => {
  network.resetHandlers();
  network.close();
});

describe("mockVtnHandlers", () => {
  it.each([
    "https://vtn.example.com/openadr3",
    "https://vtn.example.com/api/v3/",
    "https://vtn.example.com",
    "http://127.0.0.1:8444/openadr3",
  ])("answers what is sent to %s", async (vtnUrl) => {
    const vtn = createMockVtn({ bearerToken: "t" });
    network.use(...mockVtnHandlers(vtn, { vtnUrl }));
    network.listen({ onUnhandledRequest: "error" });
    const post = (path: string, body: unknown) =>
      fetch(vtnUrl.replace(/\/$/, "") + path, {
        method: "POST",
        headers: { authorization: "Bearer t", "content-type": "application/json" },
        body: JSON.stringify(body),
      });
    const registered = await post("/vens", { ven_name: "Herning" });
    expect(registered.status).toBe(201);
    expect((await post("/vens", { ven_name: "Herning" })).status).toBe(409);
    const { id } = (await registered.json()) as { id: string };
    const report = { ven_id: id, report_type: "usage", reading_type: "power" };
    expect((await post("/reports", report)).status).toBe(201);
    expect(vtn.flat.reports).toMatchObject([report]);
  });
});
