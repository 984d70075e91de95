import { VenClient } from "@ven/vtn-client";
import { describe, expect, it } from "vitest";
import { VenFolder } from "../support/test-terminal.ts";

describe("ven vtn", () => {
  it("serves until Ctrl-C, and wants the token of the environment", async () => {
    await using folder = await VenFolder.open();
    let vtnUrl = "";
    const running = folder.ven(["vtn", "--port", "0", "--json"], {
      environment: { VEN_BEARER_TOKEN: "t" },
      onStdout: (text) => {
        vtnUrl = JSON.parse(text).vtnUrl;
      },
    });
    while (vtnUrl === "" || !folder.isInterruptible)
      await new Promise((resolve) => setImmediate(resolve));
    await using stranger = new VenClient({ vtnUrl, venName: "Herning" });
    await expect(stranger.registerVen()).rejects.toMatchObject({ status: 401 });
    await using client = new VenClient({ vtnUrl, venName: "Herning", bearerToken: "t" });
    expect(await client.registerVen()).toMatchObject({ created: true });
    folder.interrupt();
    expect(await running).toMatchObject({ exitCode: 0 });
    await expect(client.findVen()).rejects.toMatchObject({ code: "VTN_UNREACHABLE" });
  });

  it("says that a port is taken", async () => {
    await using folder = await VenFolder.open();
    let port = 0;
    const running = folder.ven(["vtn", "--port", "0", "--json"], {
      onStdout: (text) => {
        port = Number(new URL(JSON.parse(text).vtnUrl).port);
      },
    });
    while (port === 0 || !folder.isInterruptible)
      await new Promise((resolve) => setImmediate(resolve));
    const second = await folder.ven(["vtn", "--port", String(port)]);
    expect(second.exitCode).toBe(65);
    expect(second.stderr).toMatch(
      /^ven: the mock VTN cannot listen on .*another program uses this port/,
    );
    folder.interrupt();
    await running;
  });
});
