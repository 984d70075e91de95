import type {
  FlatEvent,
  FlatProgram,
  FlatReport,
  FlatResource,
  FlatVen,
} from "@ven/openadr-schema";
import { type IndexedRecord, type RecordBounds, RecordIndex } from "../store/record-index.ts";
import { FlatReportRecord } from "./flat-report-record.ts";

/** A VEN of the flat dialect. */
export interface FlatVenRecord extends IndexedRecord {
  readonly ven: FlatVen;
  /** The client that registered it. */
  readonly clientId: string;
}

/** Everything that a VTN holds for the flat dialect. */
export class FlatStore {
  /** Found by id, by name, and by client. */
  readonly vens: RecordIndex<FlatVenRecord> = new RecordIndex({
    keyOf: ({ ven }) => ven.ven_name,
    groupOf: ({ clientId }) => clientId,
  });
  readonly programs: Map<string, FlatProgram> = new Map();
  readonly events: Map<string, FlatEvent> = new Map();
  readonly reports: RecordIndex<FlatReportRecord>;
  reportCount = 0;
  resourceCount = 0;
  readonly #resources = new Map<string, ResourcesOfVen>();

  constructor(bounds: RecordBounds) {
    this.reports = new RecordIndex({ bounds });
  }

  addVen(ven: FlatVen, clientId: string): void {
    this.vens.set({ id: ven.id, byteLength: 0, ven, clientId });
  }

  /** Of one VEN, or of all. */
  resources(venName?: string): FlatResource[] {
    const chosen =
      venName === undefined ? [...this.#resources.values()] : [this.#resources.get(venName)];
    return chosen.flatMap((ofVen) => [...(ofVen?.byId.values() ?? [])]);
  }

  /** Whether a VEN has a resource of this id or this name. */
  hasResource(
    venName: string,
    resource: { readonly id?: string; readonly name?: string },
  ): boolean {
    const ofVen = this.#resources.get(venName);
    if (ofVen === undefined) return false;
    return ofVen.byId.has(resource.id ?? "") || ofVen.names.has(resource.name ?? "");
  }

  /** Whether a VEN has any resource. */
  hasResources(venName: string): boolean {
    return this.#resources.has(venName);
  }

  addResource(resource: FlatResource): void {
    const ofVen = this.#resources.get(resource.ven_name) ?? { byId: new Map(), names: new Set() };
    ofVen.byId.set(resource.id, resource);
    ofVen.names.add(resource.resource_name);
    this.resourceCount += 1;
    this.#resources.set(resource.ven_name, ofVen);
  }

  addReport(id: string, report: FlatReport, bytes: Uint8Array): FlatReportRecord {
    const record = new FlatReportRecord(id, report, bytes);
    this.reports.set(record);
    this.reportCount += 1;
    return record;
  }

  clear(): void {
    this.vens.clear();
    this.#resources.clear();
    this.programs.clear();
    this.events.clear();
    this.reports.clear();
    this.reportCount = 0;
    this.resourceCount = 0;
  }
}

interface ResourcesOfVen {
  readonly byId: Map<string, FlatResource>;
  readonly names: Set<string>;
}
