import type { MockVtnFaults } from "./faults/fault-rules.ts";
import { nearestResponse } from "./faults/nearest-response.ts";
import { fromRequest, toResponse } from "./http/web-door.ts";
import { type FlatObjects, flatObjects } from "./look/flat-objects.ts";
import {
  type OpenAdr301Types,
  type OpenAdr310Types,
  type OpenAdrObjects,
  openAdrObjects,
} from "./look/openadr-objects.ts";
import type { MockVtnOptions } from "./mock-vtn-options.ts";
import type { WebhookState } from "./notify/webhook-notifier.ts";
import type { LoggedRequest } from "./request-log/logged-request.ts";
import type { MockVtnSnapshot } from "./snapshot/mock-vtn-snapshot.ts";
import { restoreSnapshot } from "./snapshot/restore-snapshot.ts";
import { takeSnapshot } from "./snapshot/take-snapshot.ts";
import { VtnCore } from "./vtn-core.ts";

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
  /** Everything that it holds, as data that survives JSON; tokens of subscriptions are in it. */
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
    flat: flatObjects(core),
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
