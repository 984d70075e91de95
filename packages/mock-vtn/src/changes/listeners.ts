import { describeError, type Logger } from "@ven/core";
import { MOCK_VTN_LOG } from "../mock-vtn-log.ts";

/** Those who hear of something each time it happens. */
export class Listeners<Event> {
  readonly #callbacks = new Set<(event: Event) => void>();
  readonly #logger: Logger;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  get isEmpty(): boolean {
    return this.#callbacks.size === 0;
  }

  /** @returns a function that stops it */
  add(callback: (event: Event) => void): () => void {
    this.#callbacks.add(callback);
    return () => this.#callbacks.delete(callback);
  }

  tell(event: Event): void {
    for (const callback of this.#callbacks) {
      try {
        callback(event);
      } catch (error) {
        // It has happened: the client must hear so, whatever the one who looks on does.
        this.#logger.error({ reason: describeError(error) }, MOCK_VTN_LOG.callbackFailed);
      }
    }
  }
}
