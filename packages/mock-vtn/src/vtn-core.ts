import { describeError } from "@ven/core";
import { Authenticator } from "./auth/authenticator.ts";
import { ANONYMOUS, hasAllRights } from "./auth/caller.ts";
import type { ClientRole } from "./auth/mock-vtn-client.ts";
import { tokenEndpoint } from "./auth/token-endpoint.ts";
import { TokenIssuer } from "./auth/token-issuer.ts";
import { Listeners } from "./changes/listeners.ts";
import type { ObjectChange } from "./changes/object-change.ts";
import { RecordChange } from "./changes/record-change.ts";
import { flatApi } from "./flat/flat-api.ts";
import type { FlatStoredReport } from "./flat/flat-report-record.ts";
import { FlatStore } from "./flat/flat-store.ts";
import { ClientGoneError } from "./http/client-gone-error.ts";
import { Refusal } from "./http/refusal.ts";
import type { VtnAnswer } from "./http/vtn-answer.ts";
import type { VtnRequest } from "./http/vtn-request.ts";
import { MOCK_VTN_LOG } from "./mock-vtn-log.ts";
import type { MockVtnOptions } from "./mock-vtn-options.ts";
import { protocolAt } from "./mock-vtn-protocol.ts";
import type { NotifierBinding } from "./openadr/notifier-binding.ts";
import { openAdrApi } from "./openadr/openadr-api.ts";
import type { OpenAdrVersion } from "./openadr/openadr-version.ts";
import type { SubscriptionCheck } from "./openadr/subscription-check.ts";
import type { ObjectView, Viewer } from "./privacy/object-view.ts";
import { OpenView } from "./privacy/open-view.ts";
import { PrivateView } from "./privacy/private-view.ts";
import type { Collection, CollectionContext } from "./store/collection.ts";
import { IdCounter } from "./store/id-counter.ts";
import { ObjectStore } from "./store/object-store.ts";
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
  /** Filled in by whatever publishes notifications. */
  notifiers: NotifierBinding = { mqtt: undefined, topicPrefix: "" };
  /** Filled in by whatever knows the callback addresses of subscriptions. */
  checkSubscription: SubscriptionCheck = async () => undefined;
  refusedCount = 0;
  readonly #answerers: Readonly<Record<"flat" | OpenAdrVersion, Answerer>>;

  /** @throws {InvalidValueError} if an option is out of its range */
  constructor(options: MockVtnOptions) {
    const settings = vtnSettings(options);
    const { clients, clock, logger, maxObjects, maxBodyBytes, personality, reportBounds } =
      settings;
    this.settings = settings;
    this.changes = new Listeners(logger);
    this.flatReports = new Listeners(logger);
    this.flat = new FlatStore(reportBounds);
    const newStore = (version: OpenAdrVersion) =>
      new ObjectStore({ ids: this.ids, clock, tell: this.#teller(version) }, reportBounds);
    this.stores = { "3.0.1": newStore("3.0.1"), "3.1.0": newStore("3.1.0") };

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
    const core = this;
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
          get notifiers() {
            return core.notifiers;
          },
          checkSubscription: (...subscription) => core.checkSubscription(...subscription),
          tellRead: (objectType, record) => this.#teller(version)("READ", objectType, record),
        },
        authenticator,
        (caller) => this.#viewOf(version, caller),
      );
    this.#answerers = {
      "3.0.1": openAdr("3.0.1"),
      "3.1.0": openAdr("3.1.0"),
      flat: flatApi({
        store: this.flat,
        ids: this.ids,
        authenticator,
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
  async answer(request: VtnRequest): Promise<VtnAnswer> {
    let answer: VtnAnswer;
    try {
      answer = await this.#dispatch(request);
    } catch (error) {
      answer = this.#refuse(error);
    }
    if (answer.status >= 400) this.#countRefusal(request, answer);
    return answer;
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

  reset(): void {
    this.flat.clear();
    for (const store of Object.values(this.stores)) store.clear();
    this.ids.lastId = 0;
    this.refusedCount = 0;
  }

  #dispatch(request: VtnRequest): VtnAnswer | Promise<VtnAnswer> {
    const { protocol, path } = protocolAt(request.path);
    return this.#answerers[protocol](request, path);
  }

  #refuse(error: unknown): VtnAnswer {
    if (error instanceof Refusal) return error.toAnswer();
    if (error instanceof ClientGoneError) throw error;
    this.settings.logger.error({ reason: describeError(error) }, MOCK_VTN_LOG.failed);
    return new Refusal(500, "the mock VTN failed; its log says why").toAnswer();
  }

  #countRefusal({ method, path }: VtnRequest, { status, detail }: VtnAnswer): void {
    this.refusedCount += 1;
    // 409 is how a VEN that comes back learns that it is known.
    this.settings.logger[status === 409 ? "debug" : "warn"](
      { method, path, status, detail },
      MOCK_VTN_LOG.refused,
    );
  }

  #viewOf(version: OpenAdrVersion, caller: Viewer): ObjectView {
    const store = this.stores[version];
    return version === "3.0.1" ? new OpenView(store) : new PrivateView(store, caller);
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
    const client = this.settings.clients.find((candidate) => candidate.clientId === clientId);
    return client?.role ?? (hasAllRights(clientId) ? "BL" : "VEN");
  }
}
