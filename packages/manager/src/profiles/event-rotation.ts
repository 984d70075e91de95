import { systemClock } from "@ven/core";
import type { VtnClient } from "@ven/vtn-client";
import { findQuotedEvent, type QuotedEvent, type QuotedEventOptions } from "./find-quoted-event.ts";
import type { CallOptions } from "./profile.ts";
import { checkEventPeriod, eventPeriodAt } from "./report-event-period.ts";

/** One search for an event, which many may wait for. */
interface Search {
  /** `undefined` where the options name the event. */
  readonly startAtMs: number | undefined;
  readonly quoted: Promise<QuotedEvent>;
  readonly signal: AbortSignal | undefined;
  /** What it found. */
  found?: QuotedEvent;
}

/**
 * Keeps the event that reports quote, and looks for another one when its period is over: so few
 * reports quote the same event, and who looks for one of them reads little. An event that the options
 * name is never left.
 */
export class EventRotation {
  readonly #options: QuotedEventOptions;
  #search: Search | undefined;

  /** @throws {InvalidValueError} if `eventPeriodMs` is out of its range */
  constructor(options: QuotedEventOptions) {
    checkEventPeriod(options.eventPeriodMs);
    this.#options = options;
  }

  /**
   * The event of this period, which is looked for once for all that ask; after a failure, the next
   * who asks tries again.
   *
   * @param connect - who looks for the event, and makes it where it is missing
   * @throws what {@link findQuotedEvent} throws
   */
  async quote(connect: () => VtnClient, options: CallOptions): Promise<QuotedEvent> {
    for (;;) {
      options.signal?.throwIfAborted();
      const search = this.#currentSearch(connect, options);
      try {
        return await search.quoted;
      } catch (error) {
        // Another one's search, which that one called off: this one goes on by itself.
        const isOthers = search.signal !== options.signal && search.signal?.aborted === true;
        if (!isOthers) throw error;
      }
    }
  }

  /** Forgets an event that the VTN seems to have forgotten; any but the present one is forgotten already. */
  doubt(eventId: string): void {
    if (this.#search?.found?.eventId === eventId) this.#search = undefined;
  }

  #currentSearch(connect: () => VtnClient, options: CallOptions): Search {
    const startAtMs = this.#periodStart();
    const known = this.#search;
    if (known !== undefined && known.startAtMs === startAtMs) return known;
    const quoted = findQuotedEvent(connect(), this.#options, options);
    const search: Search = { startAtMs, quoted, signal: options.signal };
    this.#search = search;
    quoted.then(
      (found) => {
        search.found = found;
      },
      () => {
        if (this.#search === search) this.#search = undefined;
      },
    );
    return search;
  }

  #periodStart(): number | undefined {
    const { eventId, eventPeriodMs, clock = systemClock } = this.#options;
    return eventId === undefined ? eventPeriodAt(clock.now(), eventPeriodMs).startAtMs : undefined;
  }
}
