import type {
  FlatEvent,
  FlatProgram,
  FlatReport,
  FlatResource,
  FlatVen,
} from "@ven/openadr-schema";
import { type RecordBounds, RecordIndex } from "../store/record-index.ts";
import { FlatReportRecord } from "./flat-report-record.ts";

/** Everything that a VTN holds for the flat dialect. */
export class FlatStore {
  readonly programs: Map<string, FlatProgram> = new Map();
  readonly events: Map<string, FlatEvent> = new Map();
  readonly reports: RecordIndex<FlatReportRecord>;
  reportCount = 0;
  resourceCount = 0;
  readonly #vens = new Map<string, FlatVen>();
  readonly #vensByName = new Map<string, FlatVen>();
  readonly #resources = new Map<string, ResourcesOfVen>();

  constructor(bounds: RecordBounds) {
    this.reports = new RecordIndex({ bounds });
  }

  get vens(): FlatVen[] {
    return [...this.#vens.values()];
  }

  get venCount(): number {
    return this.#vens.size;
  }

  ven(id: string): FlatVen | undefined {
    return this.#vens.get(id);
  }

  venNamed(name: string): FlatVen | undefined {
    return this.#vensByName.get(name);
  }

  addVen(ven: FlatVen): void {
    this.#vens.set(ven.id, ven);
    this.#vensByName.set(ven.ven_name, ven);
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
    this.#vens.clear();
    this.#vensByName.clear();
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
