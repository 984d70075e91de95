import { Collection, type CollectionContext } from "./collection.ts";
import type {
  EventFields,
  ProgramFields,
  ReportFields,
  ResourceFields,
  SubscriptionFields,
  VenFields,
} from "./object-fields.ts";
import { ObjectRecord } from "./object-record.ts";
import type { RecordBounds } from "./record-index.ts";
import { ReportRecord } from "./report-record.ts";
import type { Draft, StoredRecord } from "./stored-record.ts";

/** Everything that a VTN holds for one version of OpenADR. */
export class ObjectStore {
  readonly programs: Collection<ProgramFields>;
  readonly events: Collection<EventFields>;
  readonly reports: Collection<ReportFields>;
  readonly subscriptions: Collection<SubscriptionFields>;
  readonly vens: Collection<VenFields>;
  readonly resources: Collection<ResourceFields>;

  constructor(context: CollectionContext, bounds: RecordBounds) {
    const toRecord = <Fields>(
      metadata: ConstructorParameters<typeof ObjectRecord>[0],
      draft: Draft<Fields>,
    ) => new ObjectRecord(metadata, draft);
    this.programs = new Collection(
      { objectType: "PROGRAM", toRecord, keyOf: ({ programName }) => programName },
      context,
    );
    this.events = new Collection(
      { objectType: "EVENT", toRecord, groupOf: ({ programID }) => programID },
      context,
    );
    this.reports = new Collection(
      {
        objectType: "REPORT",
        toRecord: (metadata, draft) => new ReportRecord(metadata, draft),
        keyOf: ({ reportName }) => reportName ?? undefined,
        groupOf: ({ eventID }) => eventID,
        bounds,
      },
      context,
    );
    this.subscriptions = new Collection(
      { objectType: "SUBSCRIPTION", toRecord, groupOf: ({ programID }) => programID },
      context,
    );
    this.vens = new Collection(
      {
        objectType: "VEN",
        toRecord,
        keyOf: ({ venName }) => venName,
        groupOf: (_, clientId) => clientId,
      },
      context,
    );
    this.resources = new Collection(
      {
        objectType: "RESOURCE",
        toRecord,
        keyOf: resourceKey,
        groupOf: ({ venID }) => venID,
      },
      context,
    );
  }

  /** Deletes a program, its events with their reports, and the subscriptions to it, in this order. */
  deleteProgram(program: StoredRecord<ProgramFields>): void {
    for (const event of this.events.inGroup(program.id)) this.deleteEvent(event);
    this.programs.delete(program);
    // They hear of all this, and end with it.
    for (const subscription of this.subscriptions.inGroup(program.id)) {
      this.subscriptions.delete(subscription);
    }
  }

  /** Deletes the reports on an event, and the event. */
  deleteEvent(event: StoredRecord<EventFields>): void {
    for (const report of this.reports.inGroup(event.id)) this.reports.delete(report);
    this.events.delete(event);
  }

  /** Deletes the resources of a VEN, and the VEN. */
  deleteVen(ven: StoredRecord<VenFields>): void {
    for (const resource of this.resources.inGroup(ven.id)) this.resources.delete(resource);
    this.vens.delete(ven);
  }

  clear(): void {
    const { programs, events, reports, subscriptions, vens, resources } = this;
    for (const collection of [programs, events, reports, subscriptions, vens, resources]) {
      collection.clear();
    }
  }
}

/** What no two resources may share: a VEN and a name. */
export function resourceKey({
  venID,
  resourceName,
}: Pick<ResourceFields, "venID" | "resourceName">): string {
  return `${venID}/${resourceName}`;
}
