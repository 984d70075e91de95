import type { FlatEvent, FlatProgram, FlatResource, FlatVen } from "@ven/openadr-schema";
import type * as v301 from "@ven/openadr-schema/3.0.1";
import type * as v310 from "@ven/openadr-schema/3.1.0";
import type { MockVtnFaults } from "./faults/fault-rules.ts";
import { nearestResponse } from "./faults/nearest-response.ts";
import type { FlatStoredReport } from "./flat/flat-report-record.ts";
import { fromRequest, toResponse } from "./http/web-door.ts";
import type { MockVtnOptions } from "./mock-vtn-options.ts";
import type { WebhookState } from "./notify/webhook-notifier.ts";
import type { OpenAdrVersion } from "./openadr/openadr-version.ts";
import type { LoggedRequest } from "./request-log/logged-request.ts";
import type { MockVtnSnapshot } from "./snapshot/mock-vtn-snapshot.ts";
import { restoreSnapshot } from "./snapshot/restore-snapshot.ts";
import { takeSnapshot } from "./snapshot/take-snapshot.ts";
import type { Collection } from "./store/collection.ts";
import { VtnCore } from "./vtn-core.ts";

/** What a mock VTN holds of the flat dialect. */
export interface FlatObjects {
  readonly vens: readonly FlatVen[];
  readonly resources: readonly FlatResource[];
  readonly programs: readonly FlatProgram[];
  readonly events: readonly FlatEvent[];
  /** The newest reports, oldest first; read anew from their text each time. */
  readonly reports: readonly FlatStoredReport[];
  /** How many reports were ever accepted. */
  readonly reportCount: number;
  /** Calls back with each report when it is stored; returns a function that stops it. */
  onReport(callback: (report: FlatStoredReport) => void): () => void;
}

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

/** A VTN in memory: give it a request, get its answer, look at what it knows. */
export interface MockVtn extends AsyncDisposable {
  /**
   * Answers a request whose path begins with a base path (`BASE_PATHS`); never throws.
   *
   * @param options.baseUrl - where the client believes that the protocol's paths begin, if it is
   * elsewhere: `/auth/server` names it
   */
  handle(request: Request, options?: { readonly baseUrl?: string }): Promise<Response>;
  readonly flat: FlatObjects;
  readonly "3.0.1": OpenAdrObjects<OpenAdr301Types>;
  readonly "3.1.0": OpenAdrObjects<OpenAdr310Types>;
  /** How many reports were ever accepted, of all protocols. */
  readonly reportCount: number;
  /** The instant that it is at the VTN, epoch milliseconds. */
  readonly nowAtMs: number;
  /** How many requests were refused (answered with 400 or above). */
  readonly refusedCount: number;
  /** What goes wrong on demand. */
  readonly faults: MockVtnFaults;
  /** The newest requests, oldest first; at most `maxRequests`. */
  readonly requests: readonly LoggedRequest[];
  /** How many requests ever came. */
  readonly requestCount: number;
  /** How the notifications of each subscription fare that had any. */
  readonly webhooks: readonly WebhookState[];
  /**
   * Resolves when no notification is on its way; one that waits for another try, or for the broker
   * to come back, is not.
   *
   * @throws {VenError} with code `MQTT_NOT_INSTALLED` if `mqtt` is asked for and not there
   */
  notificationsSettled(): Promise<void>;
  /** Forgets everything but its options, which say what goes wrong again; tokens stay good. */
  reset(): void;
  /** Everything that it holds, as data that survives JSON. */
  snapshot(): MockVtnSnapshot;
  /**
   * Makes it hold what a snapshot says, and nothing else; nobody is told of the change.
   *
   * @throws {InvalidValueError} that names what is wrong with the snapshot; nothing has changed then
   */
  restore(snapshot: MockVtnSnapshot): void;
  /**
   * Ends waits, notifications and the connection to the broker; a VTN without faults, subscriptions
   * and broker has none. Asking twice is harmless.
   */
  close(): Promise<void>;
}

/**
 * Makes a VTN in memory, without a socket.
 *
 * @throws {InvalidValueError} if an option is out of its range
 */
export function createMockVtn(options: MockVtnOptions = {}): MockVtn {
  return mockVtnOver(new VtnCore(options));
}

/** The public look at what stands behind the doors. */
export function mockVtnOver(core: VtnCore): MockVtn {
  const { flat, stores } = core;
  return {
    async handle(request, baseOptions) {
      const whole = await core.answer(fromRequest(request, baseOptions));
      // What node:http does by itself.
      const answer = request.method === "HEAD" ? { ...whole, body: [] } : whole;
      if (answer.wire === undefined) return toResponse(answer);
      const { clock } = core.settings;
      const signals = [request.signal, core.closing];
      return nearestResponse(answer.wire, answer, { clock, signals });
    },
    flat: {
      get vens() {
        return flat.vens;
      },
      get resources() {
        return flat.resources();
      },
      get programs() {
        return [...flat.programs.values()];
      },
      get events() {
        return [...flat.events.values()];
      },
      get reports() {
        return [...flat.reports.values()].map(({ report }) => report);
      },
      get reportCount() {
        return flat.reportCount;
      },
      onReport: (callback) => core.flatReports.add(callback),
    },
    "3.0.1": openAdrObjects<OpenAdr301Types>(core, "3.0.1"),
    "3.1.0": openAdrObjects<OpenAdr310Types>(core, "3.1.0"),
    get reportCount() {
      const counts = Object.values(stores).map(({ reports }) => reports.createdCount);
      return counts.reduce((sum, count) => sum + count, flat.reportCount);
    },
    get nowAtMs() {
      return core.settings.clock.now();
    },
    get refusedCount() {
      return core.refusedCount;
    },
    faults: core.faults,
    get requests() {
      return core.requests.toArray();
    },
    get requestCount() {
      return core.requests.totalCount;
    },
    get webhooks() {
      return core.notifications.webhooks;
    },
    notificationsSettled: () => core.notifications.settled(),
    reset: () => core.reset(),
    snapshot: () => takeSnapshot(core),
    restore(snapshot) {
      restoreSnapshot(core, snapshot);
      core.notifications.clear();
    },
    close: () => core.close(),
    [Symbol.asyncDispose]: () => core.close(),
  };
}

function openAdrObjects<Types extends OpenAdrTypes>(
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
