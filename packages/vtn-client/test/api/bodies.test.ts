import { createVtnClient } from "@ven/vtn-client";
import { describe, expect, it } from "vitest";
import { startHostileServer } from "../support/hostile-server.ts";

describe("a body that cannot be sent", () => {
  it("is refused before anything is sent", async () => {
    await using server = await startHostileServer((_, response) => response.end("{}"));
    await using client = createVtnClient({ vtnUrl: server.vtnUrl, protocol: "3.1.0" });
    const circle: Record<string, unknown> = { programName: "p" };
    circle["self"] = circle;
    const nothing = undefined as unknown as { programName: string };
    await expect(client.programs.create(nothing)).rejects.toThrow(/body undefined is not valid/);
    await expect(client.programs.update("id", nothing)).rejects.toThrow(/body undefined/);
    await expect(client.programs.create(circle as typeof nothing)).rejects.toThrow(
      /body "\(not shown\)" is not valid: JSON cannot hold it .*circular/,
    );
    const noText = { a: 1 } as unknown as string;
    await expect(client.reports.createEncoded(noText)).rejects.toThrow(/^body /);
    expect(server.requests).toHaveLength(0);
  });
});
