import { InvalidValueError } from "@ven/core";
import type { VtnCore } from "../vtn-core.ts";
import type { MockVtnSnapshot } from "./mock-vtn-snapshot.ts";
import { readFlat } from "./restore-flat.ts";
import { readOpenAdr } from "./restore-openadr.ts";
import { checkNumber, checkRecord } from "./snapshot-check.ts";

/**
 * Makes a VTN hold what a snapshot says, and nothing else. A snapshot that is not right changes
 * nothing. Nobody is told of the change.
 *
 * @throws {InvalidValueError} that names the place in the snapshot and the rule that it breaks
 */
export function restoreSnapshot(core: VtnCore, snapshot: MockVtnSnapshot): void {
  const { maxObjects } = core.settings;
  const parts = checkRecord("snapshot", ownCopy(snapshot));
  if (parts["version"] !== 1) {
    const rule = "1 is the version that this VTN reads";
    throw new InvalidValueError("snapshot.version", parts["version"], rule);
  }
  const lastId = checkNumber("snapshot.lastId", parts["lastId"]);
  const refusedCount = checkNumber("snapshot.refusedCount", parts["refusedCount"]);
  const putInPlace = [
    readFlat("snapshot.flat", parts["flat"], core.flat, maxObjects),
    ...(["3.0.1", "3.1.0"] as const).map((version) =>
      readOpenAdr(
        `snapshot["${version}"]`,
        parts[version],
        core.stores[version],
        version,
        maxObjects,
      ),
    ),
  ];
  for (const put of putInPlace) put();
  core.ids.lastId = lastId;
  core.refusedCount = refusedCount;
}

/** What its owner does to a snapshot later must not reach the VTN. */
function ownCopy(snapshot: MockVtnSnapshot): unknown {
  try {
    return structuredClone(snapshot);
  } catch (cause) {
    const rule = "give data that survives JSON, as snapshot() does";
    throw new InvalidValueError("snapshot", snapshot, rule, { cause });
  }
}
