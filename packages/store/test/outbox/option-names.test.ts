import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { memoryOutbox, openOutbox } from "@ven/store";
import { expect, it } from "vitest";

it("an option of an outbox that there is not is refused, and no file is made", async () => {
  const folder = await mkdtemp(join(tmpdir(), "ven-options-"));
  try {
    const options = { path: join(folder, "outbox.sqlite"), onfull: "block" };
    await expect(openOutbox(options)).rejects.toThrow("did you mean onFull?");
    expect(await readdir(folder)).toEqual([]);
    expect(() => memoryOutbox({ maxReading: 3 } as object)).toThrow("did you mean maxReadings?");
    expect(() => memoryOutbox(options as object)).toThrow('the setting "path"');
  } finally {
    await rm(folder, { recursive: true });
  }
});
