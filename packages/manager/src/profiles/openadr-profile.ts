import {
  describeError,
  type Logger,
  type Resource,
  systemClock,
  type VenId,
  VtnVenId,
} from "@ven/core";
import { type OpenAdrVersion, reportResourceName } from "@ven/openadr-schema";
import {
  createVtnClient,
  ensureResources,
  ensureVen,
  type VtnAuth,
  type VtnClient,
  VtnHttp,
  type WantedResource,
} from "@ven/vtn-client";
import { OpenAdrCarrier } from "../delivery/openadr-carrier.ts";
import { MANAGER_LOG } from "../manager-log.ts";
import type { OpenAdrVen } from "../registered-ven.ts";
import { resourceAttributes } from "../resource-attributes.ts";
import type { VenManagerOptions } from "../ven-manager-options.ts";
import { commonAuthOf, connectionOf, ownAuthOf } from "./connection-of.ts";
import { EventRotation } from "./event-rotation.ts";
import type { QuotedEvent } from "./find-quoted-event.ts";
import type { CallOptions, Profile, ResourceCounts, VenRegistered } from "./profile.ts";

/**
 * OpenADR 3.0.1 and 3.1.0: one resource per load, named `<site>/<load>`, and one report per VEN and
 * tick, which quotes a report-only event. All VENs share the connections, and those that log in alike
 * their token.
 */
export class OpenAdrProfile implements Profile<OpenAdrVen> {
  readonly carrier: OpenAdrCarrier;
  readonly #protocol: OpenAdrVersion;
  readonly #options: VenManagerOptions;
  readonly #logger: Logger;
  readonly #http: VtnHttp;
  readonly #rotation: EventRotation;
  readonly #commonAuth: VtnAuth;
  /** A client knows no VEN, so all who log in alike have the same. */
  readonly #clients = new Map<VtnAuth, VtnClient>();

  /** @throws {InvalidValueError} if an option is out of its range */
  constructor(protocol: OpenAdrVersion, options: VenManagerOptions, logger: Logger) {
    this.#protocol = protocol;
    this.#options = options;
    this.#logger = logger;
    this.#http = new VtnHttp({ ...connectionOf(options), logger });
    this.#rotation = new EventRotation(options);
    this.#commonAuth = commonAuthOf(options);
    const { clock = systemClock } = options;
    this.carrier = new OpenAdrCarrier(clock, logger, (ven, call) => this.quoteEvent(ven, call));
  }

  async registerVen(
    venId: VenId,
    doubted: OpenAdrVen | undefined,
    options: CallOptions,
  ): Promise<VenRegistered<OpenAdrVen>> {
    const client = this.#connect(ownAuthOf(this.#options, venId) ?? this.#commonAuth);
    const { object, created } = await ensureVen(client, { venName: venId }, options);
    if (doubted !== undefined) this.doubtEvent(doubted.eventId);
    const { programId, eventId } = await this.quoteEvent({ client }, options);
    const vtnVenId = VtnVenId(object.id);
    const protocol = this.#protocol;
    const ven: OpenAdrVen = { protocol, venId, vtnVenId, client, programId, eventId };
    return { ven, created };
  }

  async registerResources(
    ven: OpenAdrVen,
    resources: readonly Resource[],
    options: CallOptions,
  ): Promise<ResourceCounts> {
    const { venId, vtnVenId, client } = ven;
    const counts = { registeredCount: 0, existingCount: 0, failedCount: 0 };
    const fail = (resourceName: string, reason: string) => {
      counts.failedCount += 1;
      this.#logger.warn({ venId, resourceName, reason }, MANAGER_LOG.resourceNotRegistered);
    };
    const wanted = resources.flatMap((resource) => describeLoads(resource, fail));
    for (const outcome of await ensureResources(client, vtnVenId, wanted, options)) {
      if (outcome.kind === "failed") fail(outcome.resourceName, describeError(outcome.error));
      else if (outcome.kind === "created") counts.registeredCount += 1;
      else counts.existingCount += 1;
    }
    return counts;
  }

  /**
   * The program and the event that reports quote now: found or made once per period for all VENs.
   *
   * @throws {NoReportEventError} if there is none and this client may not create it
   * @throws {VtnUnreachableError | VtnProblemError | VtnAnswerError | VtnAuthError} while the VTN does
   * not give that of the present period
   */
  quoteEvent(ven: Pick<OpenAdrVen, "client">, options: CallOptions = {}): Promise<QuotedEvent> {
    const { businessLogicAuth } = this.#options;
    const connect = () =>
      businessLogicAuth === undefined ? ven.client : this.#connect(businessLogicAuth);
    return this.#rotation.quote(connect, options);
  }

  /** Looks for the event anew next time, if it is the present one: the VTN seems to have forgotten it. */
  doubtEvent(eventId: string): void {
    this.#rotation.doubt(eventId);
  }

  close(): Promise<void> {
    return this.#http.close();
  }

  #connect(auth: VtnAuth): VtnClient {
    const known = this.#clients.get(auth);
    if (known !== undefined) return known;
    const protocol = this.#protocol;
    const client = createVtnClient({ protocol, http: this.#http, auth, logger: this.#logger });
    this.#clients.set(auth, client);
    return client;
  }
}

/** A resource of OpenADR per load; what has no name on the wire is told and left out. */
function describeLoads(
  resource: Resource,
  fail: (resourceName: string, reason: string) => void,
): readonly WantedResource[] {
  return resource.loads.flatMap(({ loadId, kind }) => {
    const resourceName = reportResourceName({ resourceName: resource.name, loadId });
    if (resourceName === undefined) {
      fail(
        `${resource.name}/${loadId}`,
        "<site>/<load> is longer than 128 characters, or the load has a /",
      );
      return [];
    }
    const attributes = [
      { type: "SITE", values: [resource.name] },
      { type: "LOAD_COMPONENT", values: [loadId, kind] },
      ...resourceAttributes(resource),
    ];
    return [{ resourceName, attributes }];
  });
}
