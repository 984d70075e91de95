import { existsSync } from "node:fs";
import { basename, resolve } from "node:path";
import { nearestName } from "@ven/core";
import { FLEET_PRESETS, type FleetSpecInput, fleetPreset, parseFleet } from "@ven/simulator";
import { withHolidays } from "@ven/simulator/holidays";
import type { Terminal } from "../console/terminal.ts";
import { SettingError } from "../errors/setting-error.ts";
import { readSettingFile } from "../settings/read-setting-file.ts";

/** The fleet that is simulated if none is named. */
export const DEFAULT_FLEET = "herning-120";

/**
 * Opens the fleet that `--fleet` names: a preset, or a file of JSON or YAML. The holidays of a country
 * that it names are looked up.
 *
 * @throws {SettingError} if there is neither, or the file cannot be read
 * @throws {NoHolidayDataError} if it names a country for its holidays, and `date-holidays` is not there
 * @throws {InvalidValueError} that names file, line and rule, if what the file holds is wrong
 */
export async function openFleetSpec(
  terminal: Pick<Terminal, "workingFolder">,
  name: string,
): Promise<FleetSpecInput> {
  const preset = FLEET_PRESETS.find((known) => known === name);
  if (preset !== undefined) return fleetPreset(preset);
  if (!existsSync(resolve(terminal.workingFolder, name))) {
    const near = nearestName(name, FLEET_PRESETS);
    const meant = near === undefined ? "" : `, did you mean ${near}?`;
    throw new SettingError(
      `--fleet ${name} is no file and no preset${meant}; presets are ${FLEET_PRESETS.join(", ")}`,
    );
  }
  const text = await readSettingFile(terminal, "fleet", name);
  return withHolidays(parseFleet(text, { fileName: basename(name) }));
}
