import { once } from "node:events";
import { startMockVtn } from "@ven/mock-vtn";
import { expect, it } from "vitest";
import { folderOf } from "./support/one-site.ts";
import { spawnVen } from "./support/spawn-ven.ts";

it("stops in an orderly way when its terminal is closed, which may be told twice", async () => {
  await using folder = await folderOf("V");
  await using vtn = await startMockVtn();
  const { process: run } = spawnVen(folder, ["run", "--vtn", vtn.vtnUrl, "--every", "1h"]);
  const ended = once(run, "close");
  while (vtn.vtn.reportCount < 2 && run.exitCode === null) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  run.kill("SIGHUP");
  run.kill("SIGHUP");
  expect(await ended).toEqual([0, null]);
});
