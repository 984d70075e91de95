import { type RunningMockVtn, startMockVtn } from "@ven/mock-vtn";
import { folderOf } from "./one-site.ts";
import type { VenFolder } from "./test-terminal.ts";

/** Lets a VTN refuse the next reports for good. */
export function refuse(vtn: RunningMockVtn, times: number): void {
  vtn.vtn.faults.add({
    method: "POST",
    path: "/reports",
    times,
    fault: { kind: "status", status: 422 },
  });
}

/** A working folder in whose outbox so many dead letters of one reading wait. */
export async function folderWithDead(count: number): Promise<VenFolder> {
  const folder = await folderOf("V");
  await using vtn = await startMockVtn();
  refuse(vtn, count);
  const args = ["run", "--ticks", String(count), "--every", "100ms", "--loads", "load_1"];
  await folder.ven([...args, "--vtn", vtn.vtnUrl]);
  return folder;
}
