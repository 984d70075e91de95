import type { OpenAdrVersion } from "@ven/openadr-schema";
import type * as v301 from "@ven/openadr-schema/3.0.1";
import type * as v310 from "@ven/openadr-schema/3.1.0";
import type { Collection } from "../store/collection.ts";
import type { VtnCore } from "../vtn-core.ts";

/** What a mock VTN holds of one version of OpenADR, as business logic sees it. */
export interface OpenAdrObjects<Types extends OpenAdrTypes> {
  readonly programs: readonly Types["program"][];
  readonly events: readonly Types["event"][];
  /** The newest reports, oldest first; read anew from their text each time. */
  readonly reports: readonly Types["report"][];
  readonly subscriptions: readonly Types["subscription"][];
  readonly vens: readonly Types["ven"][];
  readonly resources: readonly Types["resource"][];
  /** How many reports were ever accepted. */
  readonly reportCount: number;
  /** Calls back with each report when it is stored; returns a function that stops it. */
  onReport(callback: (report: Types["report"]) => void): () => void;
}

/** The types of one version's objects. */
export interface OpenAdrTypes {
  readonly program: object;
  readonly event: object;
  readonly report: object;
  readonly subscription: object;
  readonly ven: object;
  readonly resource: object;
}

/** The types of 3.0.1. */
export interface OpenAdr301Types extends OpenAdrTypes {
  readonly program: v301.Program;
  readonly event: v301.Event;
  readonly report: v301.Report;
  readonly subscription: v301.Subscription;
  readonly ven: v301.Ven;
  readonly resource: v301.Resource;
}

/** The types of 3.1.0. */
export interface OpenAdr310Types extends OpenAdrTypes {
  readonly program: v310.Program;
  readonly event: v310.Event;
  readonly report: v310.Report;
  readonly subscription: v310.Subscription;
  readonly ven: v310.Ven;
  readonly resource: v310.Resource;
}

/** The look at them. */
export function openAdrObjects<Types extends OpenAdrTypes>(
  core: VtnCore,
  version: OpenAdrVersion,
): OpenAdrObjects<Types> {
  const store = core.stores[version];
  /** Of the types that the reader asks for: each was held against the schema of its version. */
  const all = <Fields extends object>(collection: Collection<Fields>): readonly never[] =>
    core.objects(version, collection) as readonly never[];
  return {
    get programs() {
      return all(store.programs);
    },
    get events() {
      return all(store.events);
    },
    get reports() {
      return all(store.reports);
    },
    get subscriptions() {
      return all(store.subscriptions);
    },
    get vens() {
      return all(store.vens);
    },
    get resources() {
      return all(store.resources);
    },
    get reportCount() {
      return store.reports.createdCount;
    },
    onReport: (callback) =>
      core.changes.add((change) => {
        if (change.protocol !== version || change.objectType !== "REPORT") return;
        if (change.operation === "CREATE") callback(change.object as Types["report"]);
      }),
  };
}
