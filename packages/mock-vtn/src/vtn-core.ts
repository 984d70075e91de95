import { setMaxListeners } from "node:events";
import type { OpenAdrVersion } from "@ven/openadr-schema";
import { Authenticator } from "./auth/authenticator.ts";
import { ANONYMOUS, hasAllRights } from "./auth/caller.ts";
import type { ClientRole } from "./auth/mock-vtn-client.ts";
import { tokenEndpoint } from "./auth/token-endpoint.ts";
import { TokenIssuer } from "./auth/token-issuer.ts";
import { Listeners } from "./changes/listeners.ts";
import type { ObjectChange } from "./changes/object-change.ts";
import { RecordChange } from "./changes/record-change.ts";
import { FaultRules } from "./faults/fault-rules.ts";
import { flatApi } from "./flat/flat-api.ts";
import type { FlatStoredReport } from "./flat/flat-report-record.ts";
import { FlatStore } from "./flat/flat-store.ts";
import type { VtnAnswer } from "./http/vtn-answer.ts";
import type { VtnRequest } from "./http/vtn-request.ts";
import { MOCK_VTN_LOG } from "./mock-vtn-log.ts";
import type { MockVtnOptions } from "./mock-vtn-options.ts";
import { type MockVtnProtocol, protocolAt } from "./mock-vtn-protocol.ts";
import { Notifications } from "./notify/notifications.ts";
import { openAdrApi } from "./openadr/openadr-api.ts";
import type { ObjectView, Viewer } from "./privacy/object-view.ts";
import { OpenView } from "./privacy/open-view.ts";
import { PrivateView } from "./privacy/private-view.ts";
import { RequestGate } from "./request-gate.ts";
import { RequestLog } from "./request-log/request-log.ts";
import type { Collection, CollectionContext } from "./store/collection.ts";
import { IdCounter } from "./store/id-counter.ts";
import { ObjectStore } from "./store/object-store.ts";
import type { RecordBounds } from "./store/record-index.ts";
import { type VtnSettings, vtnSettings } from "./vtn-settings.ts";

type Teller = CollectionContext["tell"];
type Answerer = (request: VtnRequest, path: string) => VtnAnswer | Promise<VtnAnswer>;

/** What stands behind both doors of a mock VTN: its objects, and what answers requests. */
export class VtnCore {
  readonly settings: VtnSettings;
  readonly ids: IdCounter = new IdCounter();
  readonly flat: FlatStore;
  readonly stores: Readonly<Record<OpenAdrVersion, ObjectStore>>;
  readonly changes: Listeners<ObjectChange>;
  readonly flatReports: Listeners<FlatStoredReport>;
  readonly faults: FaultRules;
  readonly requests: RequestLog;
  readonly notifications: Notifications;
  readonly #gate: RequestGate;
  readonly #closing = new AbortController();
  readonly #roles: ReadonlyMap<string, ClientRole>;
  readonly #answerers: Readonly<Record<MockVtnProtocol, Answerer>>;

  /** @throws {InvalidValueError} if an option is out of its range */
  constructor(options: MockVtnOptions) {
    const settings = vtnSettings(options);
    const { clients, clock, logger, maxBodyBytes } = settings;
    this.settings = settings;
    this.#roles = new Map(clients.map(({ clientId, role }) => [clientId, role]));
    this.changes = new Listeners(logger);
    this.flatReports = new Listeners(logger);
    this.flat = new FlatStore(this.#reportBounds("flat"));
    const newStore = (version: OpenAdrVersion) => {
      const context = { ids: this.ids, clock, tell: this.#teller(version) };
      return new ObjectStore(context, this.#reportBounds(version));
    };
    this.stores = { "3.0.1": newStore("3.0.1"), "3.1.0": newStore("3.1.0") };

    this.faults = new FaultRules(settings.faults);
    this.requests = new RequestLog(settings.maxRequests, clock);
    this.notifications = new Notifications({
      webhooks: settings.webhooks,
      mqtt: settings.mqtt,
      stores: this.stores,
      changes: this.changes,
      clock,
      logger,
    });
    // Every wait of a fault listens to it.
    setMaxListeners(0, this.closing);
    const { faults, requests, closing } = this;
    this.#gate = new RequestGate({ faults, requests, clock, logger, maxBodyBytes, closing });

    this.#answerers = this.#newAnswerers();
  }

  #newAnswerers(): Readonly<Record<MockVtnProtocol, Answerer>> {
    const { settings, notifications } = this;
    const { clients, clock, personality, maxObjects, maxBodyBytes } = settings;
    const issuer = new TokenIssuer(clock, settings.tokenLifetimeS);
    const authenticator = new Authenticator({
      bearerTokens: settings.bearerTokens,
      issuer: clients.length === 0 ? undefined : issuer,
      invalidTokenStatus: personality.invalidTokenStatus,
    });
    const endpoint = tokenEndpoint({
      clients,
      issuer,
      lifetimeS: settings.tokenLifetimeS,
      omitExpiresIn: settings.omitExpiresIn,
    });
    const openAdr = (version: OpenAdrVersion): Answerer =>
      openAdrApi(
        {
          version,
          store: this.stores[version],
          clock,
          personality,
          maxObjects,
          maxBodyBytes,
          tokenEndpoint: endpoint,
          tokenUrl: settings.tokenUrl,
          notifiers: notifications.binding,
          checkSubscription: (subscription) => notifications.checkSubscription(subscription),
          tellRead: (objectType, record) => this.#teller(version)("READ", objectType, record),
        },
        authenticator,
        (caller) => this.#viewOf(version, caller),
      );
    return {
      "3.0.1": openAdr("3.0.1"),
      "3.1.0": openAdr("3.1.0"),
      flat: flatApi({
        store: this.flat,
        ids: this.ids,
        authenticator,
        personality,
        tokenEndpoint: endpoint,
        maxObjects,
        maxBodyBytes,
        onReport: (report) => this.flatReports.tell(report),
      }),
    };
  }

  /**
   * Answers a request; refuses one with a problem.
   *
   * @throws {ClientGoneError} if there is nobody left to answer
   */
  answer(request: VtnRequest): Promise<VtnAnswer> {
    return this.#gate.pass(request, (passed) => this.#dispatch(passed));
  }

  /** How many requests were answered with 400 or above. */
  get refusedCount(): number {
    return this.#gate.refusedCount;
  }

  set refusedCount(count: number) {
    this.#gate.refusedCount = count;
  }

  /** Aborted when the VTN closes. */
  get closing(): AbortSignal {
    return this.#closing.signal;
  }

  /** The objects of a collection, as business logic sees them. */
  objects<Fields extends object>(
    version: OpenAdrVersion,
    collection: Collection<Fields>,
  ): readonly object[] {
    const view = this.#viewOf(version, ANONYMOUS);
    return [...collection.values()].map(
      (record) => (view.see(collection.objectType, record, "granted") ?? record).object,
    );
  }

  /** Forgets everything but the settings; tokens stay good. */
  reset(): void {
    this.flat.clear();
    for (const store of Object.values(this.stores)) store.clear();
    this.ids.lastId = 0;
    this.faults.reset();
    this.requests.clear();
    this.notifications.clear();
    this.refusedCount = 0;
  }

  /** Ends waits, calls and the connection to the broker. Asking twice is harmless. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.notifications.close();
  }

  #dispatch(request: VtnRequest): VtnAnswer | Promise<VtnAnswer> {
    const { protocol, path } = protocolAt(request.path);
    request.note?.({ protocol });
    return this.#answerers[protocol](request, path);
  }

  #viewOf(version: OpenAdrVersion, caller: Viewer): ObjectView {
    const store = this.stores[version];
    return version === "3.0.1" ? new OpenView(store) : new PrivateView(store, caller);
  }

  /** What is kept of the reports of a protocol; says once that no more is. */
  #reportBounds(protocol: MockVtnProtocol): RecordBounds {
    const { reportBounds, logger } = this.settings;
    const { maxCount: maxReports, maxBytes: maxReportBytes } = reportBounds;
    const onFirstDrop = () =>
      logger.warn({ protocol, maxReports, maxReportBytes }, MOCK_VTN_LOG.reportsForgotten);
    return { ...reportBounds, onFirstDrop };
  }

  #teller(version: OpenAdrVersion): Teller {
    return (operation, objectType, record) => {
      if (this.changes.isEmpty) return;
      const viewOf = (caller: Viewer) => this.#viewOf(version, caller);
      const roleOf = (clientId: string) => this.#roleOf(clientId);
      this.changes.tell(
        new RecordChange(version, operation, objectType, record, { viewOf, roleOf }),
      );
    };
  }

  /** Whoever is not known as business logic is a VEN. */
  #roleOf(clientId: string): ClientRole {
    return this.#roles.get(clientId) ?? (hasAllRights(clientId) ? "BL" : "VEN");
  }
}
