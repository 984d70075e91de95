import { InvalidValueError } from "@ven/core";
import type { OpenAdrVersion } from "@ven/openadr-schema";
import { type ObjectMetadata, objectMetadataSchema } from "@ven/openadr-schema/3.1.0";
import type { BodySchema } from "../http/read-json.ts";
import { requestFields, STAMPED } from "../openadr/request-fields.ts";
import type { Collection, LoadedDraft } from "../store/collection.ts";
import type { ObjectStore } from "../store/object-store.ts";
import {
  checkIds,
  checkList,
  checkNumber,
  checkOwned,
  checkRecord,
  checkReference,
  checkSchema,
} from "./snapshot-check.ts";
import { OBJECT_SCHEMAS } from "./snapshot-schemas.ts";

/**
 * Reads the part of a snapshot that is of one version.
 *
 * @returns what puts it in place
 * @throws {InvalidValueError} that names the place in the snapshot and the rule that it breaks
 */
export function readOpenAdr(
  path: string,
  value: unknown,
  store: ObjectStore,
  version: OpenAdrVersion,
  maxObjects: number,
): () => void {
  const part = checkRecord(path, value);
  const schemas = OBJECT_SCHEMAS[version];
  const read = <Fields extends object>(
    name: keyof typeof schemas,
    collection: Collection<Fields>,
  ) => {
    const maxCount = name === "reports" ? Number.POSITIVE_INFINITY : maxObjects;
    const list = checkList(`${path}.${name}`, part[name], maxCount);
    const schema = schemas[name] as unknown as BodySchema<Fields>;
    const drafts = list.map((item, index) =>
      readObject(`${path}.${name}[${index}]`, item, schema, collection, version),
    );
    return {
      drafts,
      ids: checkIds(
        `${path}.${name}`,
        drafts.map(({ metadata }) => metadata),
      ),
    };
  };
  const programs = read("programs", store.programs);
  const events = read("events", store.events);
  const reports = read("reports", store.reports);
  const subscriptions = read("subscriptions", store.subscriptions);
  const vens = read("vens", store.vens);
  const resources = read("resources", store.resources);
  events.drafts.forEach(({ fields }, index) => {
    checkReference(`${path}.events[${index}].programID`, fields.programID, programs.ids);
  });
  reports.drafts.forEach(({ fields }, index) => {
    checkReference(`${path}.reports[${index}].eventID`, fields.eventID, events.ids);
  });
  resources.drafts.forEach(({ fields }, index) => {
    checkReference(`${path}.resources[${index}].venID`, fields.venID, vens.ids);
  });
  const reportCount = checkNumber(`${path}.reportCount`, part["reportCount"]);
  return () => {
    store.programs.load(programs.drafts);
    store.events.load(events.drafts);
    store.reports.load(reports.drafts);
    store.reports.createdCount = reportCount;
    store.subscriptions.load(subscriptions.drafts);
    store.vens.load(vens.drafts);
    store.resources.load(resources.drafts);
  };
}

function readObject<Fields extends object>(
  path: string,
  value: unknown,
  schema: BodySchema<Fields>,
  { objectType }: Collection<Fields>,
  version: OpenAdrVersion,
): LoadedDraft<Fields> {
  const { clientId, object } = checkOwned(path, value);
  const fields = checkSchema(`${path}.object`, object, schema);
  const metadata = checkSchema<ObjectMetadata>(`${path}.object`, object, objectMetadataSchema);
  if (metadata.objectType !== objectType) {
    throw new InvalidValueError(
      `${path}.object.objectType`,
      metadata.objectType,
      `give ${objectType}`,
    );
  }
  const { id, createdDateTime, modificationDateTime } = metadata;
  const isStamped = version === "3.1.0" && objectType !== "PROGRAM" && objectType !== "EVENT";
  return {
    metadata: { id, createdDateTime, modificationDateTime, objectType },
    fields: requestFields(fields, isStamped ? STAMPED[version] : []),
    clientId,
    ...(isStamped ? { stamp: { clientID: clientId } } : {}),
  };
}
