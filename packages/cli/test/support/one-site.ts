import { VenFolder } from "./test-terminal.ts";

/** An address where nobody listens. */
export const NOWHERE = "http://127.0.0.1:9/openadr3";

/** A fleet of one site with two loads for each VEN, as JSON. */
export function sitesOf(...venIds: readonly string[]): string {
  const loads = ["load_0", "load_1"].map((loadId) => ({
    loadId,
    kind: "lighting",
    ratedPowerW: 100,
  }));
  const meterPointIds = ["571313174000000011", "571313174000000028"];
  const vens = venIds.map((venId, index) => ({
    venId,
    resources: [
      {
        resourceId: venId,
        name: `Site ${venId}`,
        resourceType: "shop",
        meterPointId: meterPointIds[index],
        loads,
      },
    ],
  }));
  return JSON.stringify({ name: "sites", vens });
}

/** A working folder whose database has such a fleet. */
export async function folderOf(...venIds: readonly string[]): Promise<VenFolder> {
  const folder = await VenFolder.open();
  await folder.write("fleet.json", sitesOf(...venIds));
  await folder.ven(["fleet", "seed", "fleet.json"]);
  return folder;
}

/** What a command wrote with `--json`, object by object. */
// biome-ignore lint/suspicious/noExplicitAny: a test looks into it as it is.
export function jsonLines(stdout: string): any[] {
  return stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}
