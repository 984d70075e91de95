import type { ResourceSource } from "@ven/core";
import { nearestName } from "@ven/core";
import { SettingError } from "../errors/setting-error.ts";
import type { CommandContext } from "./command-context.ts";
import { DEFAULT_DATABASE } from "./open-registry.ts";

/**
 * The VENs that the settings name, or else all that a fleet has.
 *
 * @throws {SettingError} if the fleet is empty, or `--ven` names a VEN that it does not have
 */
export async function chooseVens(
  context: CommandContext,
  source: ResourceSource,
  options: { readonly signal?: AbortSignal } = {},
): Promise<readonly string[]> {
  const { settings } = context;
  const known = (await source.loadVens(options)).map(({ venId }): string => venId);
  const file = settings.database ?? DEFAULT_DATABASE;
  if (known.length === 0) {
    throw new SettingError(`the database ${file} holds no VEN: run \`ven fleet seed\` first`);
  }
  const unknown = settings.vens?.find((venId) => !known.includes(venId));
  if (unknown !== undefined) {
    const near = nearestName(unknown, known);
    throw new SettingError(
      `the database ${file} holds no VEN "${unknown}"${near === undefined ? `; it holds ${known.slice(0, 5).join(", ")}` : `; did you mean "${near}"?`}`,
    );
  }
  return settings.vens ?? known;
}
