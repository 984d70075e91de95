import { InvalidValueError } from "@ven/core";
import {
  type FlatReport,
  flatEventSchema,
  flatProgramSchema,
  flatReportSchema,
  flatResourceSchema,
  flatVenSchema,
} from "@ven/openadr-schema";
import type { FlatStore } from "../flat/flat-store.ts";
import type { BodySchema } from "../http/read-json.ts";
import {
  checkIds,
  checkList,
  checkNumber,
  checkOwned,
  checkRecord,
  checkReference,
  checkSchema,
} from "./snapshot-check.ts";

/**
 * Reads the part of a snapshot that is of the flat dialect.
 *
 * @returns what puts it in place
 * @throws {InvalidValueError} that names the place in the snapshot and the rule that it breaks
 */
export function readFlat(
  path: string,
  value: unknown,
  store: FlatStore,
  maxObjects: number,
): () => void {
  const part = checkRecord(path, value);
  const read = <Item>(name: string, schema: BodySchema<Item>, maxCount = maxObjects) =>
    checkList(`${path}.${name}`, part[name], maxCount).map((item, index) =>
      checkSchema(`${path}.${name}[${index}]`, item, schema),
    );
  const vens = checkList(`${path}.vens`, part["vens"], maxObjects).map((item, index) => {
    const { clientId, object } = checkOwned(`${path}.vens[${index}]`, item);
    const ven = checkSchema(`${path}.vens[${index}].object`, object, flatVenSchema);
    return { clientId, ven };
  });
  const resources = read("resources", flatResourceSchema);
  const programs = read("programs", flatProgramSchema);
  const events = read("events", flatEventSchema);
  const reports = read("reports", flatReportSchema, Number.POSITIVE_INFINITY).map(reportWithId);
  checkIds(
    `${path}.vens`,
    vens.map(({ ven }) => ven),
  );
  checkIds(`${path}.programs`, programs);
  checkIds(`${path}.events`, events);
  checkIds(`${path}.reports`, reports);
  const venNames = new Set(vens.map(({ ven }) => ven.ven_name));
  resources.forEach(({ ven_name }, index) => {
    checkReference(`${path}.resources[${index}].ven_name`, ven_name, venNames);
  });
  const reportCount = checkNumber(`${path}.reportCount`, part["reportCount"]);
  return () => {
    store.clear();
    for (const { ven, clientId } of vens) store.addVen(ven, clientId);
    for (const resource of resources) store.addResource(resource);
    for (const program of programs) store.programs.set(program.id, program);
    for (const event of events) store.events.set(event.id, event);
    for (const { id, report } of reports) {
      store.addReport(id, report, Buffer.from(JSON.stringify(report)));
    }
    store.reportCount = reportCount;
  };

  function reportWithId(report: FlatReport, index: number) {
    const { id } = report as { readonly id?: unknown };
    if (typeof id === "string" && id !== "") return { id, report };
    throw new InvalidValueError(`${path}.reports[${index}].id`, id, "give a text");
  }
}
