import { InvalidValueError } from "@ven/core";
import type { LoadName } from "../columns/load-name.ts";

/**
 * Names the column of a load in a wide file, `<resource id>/<load id>`, which is read back up to its
 * last slash.
 *
 * @throws {InvalidValueError} if the load's id has a slash, as the name would be another's
 */
export function wideColumn({ resourceId, loadId }: LoadName): string {
  if (!loadId.includes("/")) return `${resourceId}/${loadId}`;
  const rule = "a wide file divides names at slashes: rename the load, or write the long layout";
  throw new InvalidValueError(`loadId of resource "${resourceId}"`, loadId, rule);
}
