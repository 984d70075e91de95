import { InvalidValueError } from "@ven/core";
import { isAmong } from "../demand-response/command-window.ts";
import type { CompiledFleet } from "../fleet/compiled-fleet.ts";
import type { CheckedFault } from "./fault.ts";

/** @throws {InvalidValueError} if no load of the fleet is among the targets */
export function checkAim(fleet: CompiledFleet, targets: CheckedFault["targets"]): void {
  if (targets === undefined) return;
  for (let load = 0; load < fleet.loadCount; load += 1) {
    if (isAmong(fleet.identity(load), targets)) return;
  }
  throw new InvalidValueError("fault.targets", targets, "no load of the fleet is among them");
}
