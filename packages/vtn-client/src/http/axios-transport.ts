import { Axios } from "axios";
import type { OngoingCall } from "./ongoing-call.ts";
import type { WireAnswer } from "./wire.ts";

/** One of the ways in which axios sends a request: an axios adapter with its connections. */
export interface WireAdapter {
  /** @throws what the network says; nothing of it may be shown as it is */
  send(call: OngoingCall): Promise<WireAnswer>;
  /** Ends every connection. */
  close(): Promise<void>;
}

/**
 * One axios instance for one host, over an adapter of ours.
 *
 * axios merges, copies and checks whatever it is told, on every request, and that would be most of
 * the CPU time of a request over {@link fastAdapter}. So it is told nothing but the call, which it
 * passes on untouched, with the address, the headers, the body and the limits in it.
 */
export class AxiosTransport {
  readonly #axios: Axios;
  readonly #adapter: WireAdapter;

  constructor(adapter: WireAdapter) {
    this.#adapter = adapter;
    // Not axios.create(): nothing here uses its defaults.
    this.#axios = new Axios({ adapter: ({ data }) => adapter.send(data as OngoingCall) });
  }

  /**
   * Sends the request of a call once.
   *
   * @throws what the network says: it may hold a token, so read it with `describeNetworkFailure`
   */
  send(call: OngoingCall): Promise<WireAnswer> {
    return this.#axios.request<Buffer, WireAnswer>({ data: call });
  }

  close(): Promise<void> {
    return this.#adapter.close();
  }
}
