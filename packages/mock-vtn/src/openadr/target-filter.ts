import type { OpenAdrVersion } from "@ven/openadr-schema";
import type { ValuesMap } from "@ven/openadr-schema/3.0.1";
import type { QueryReader } from "../http/query-reader.ts";
import { targetsOf } from "../privacy/private-view.ts";
import type { StoredRecord } from "../store/stored-record.ts";

/**
 * Reads the target filter of a query: an object passes if it carries one of the targets.
 *
 * 3.0.1 asks by `targetType` and `targetValues`, 3.1.0 by `targets`.
 */
export function targetFilter(
  version: OpenAdrVersion,
  query: QueryReader,
): (record: StoredRecord<unknown>) => boolean {
  if (version === "3.1.0") {
    const wanted = query.names("targets");
    if (wanted === undefined) return () => true;
    return (record) => targetsOf(record).some((target) => wanted.includes(target));
  }
  const type = query.name("targetType");
  const values = query.names("targetValues");
  if (type === undefined && values === undefined) return () => true;
  return ({ fields }) => {
    const { targets } = fields as { readonly targets?: readonly ValuesMap[] | null };
    return (targets ?? []).some(
      (target) =>
        (type === undefined || target.type === type) &&
        (values === undefined || target.values.some((value) => values.includes(String(value)))),
    );
  };
}
