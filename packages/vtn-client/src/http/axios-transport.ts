import { Axios, type AxiosRequestConfig, type InternalAxiosRequestConfig } from "axios";
import type { OngoingCall } from "./ongoing-call.ts";
import type { WireAnswer, WireRequest } from "./wire.ts";

/** One of the ways in which axios sends what it is given: an axios adapter and its connections. */
export interface WireAdapter {
  /** @throws what the network says; nothing of it may be shown as it is */
  send(config: WireConfig): Promise<WireAnswer>;
  /** Ends every connection. */
  close(): Promise<void>;
}

/** An axios request that knows its call. */
export interface WireConfig extends InternalAxiosRequestConfig<string | undefined> {
  readonly call: OngoingCall;
}

/** One axios instance for one host, over an adapter of ours. */
export class AxiosTransport {
  readonly #axios: Axios;
  readonly #adapter: WireAdapter;

  constructor(origin: string, adapter: WireAdapter) {
    this.#adapter = adapter;
    // Not axios.create(): its defaults, which nothing here uses, cost more than all the rest of axios.
    this.#axios = new Axios({
      baseURL: origin,
      allowAbsoluteUrls: false,
      adapter: async (config) => {
        const data = await adapter.send(config as WireConfig);
        return { data, status: data.status, statusText: "", headers: {}, config };
      },
    });
  }

  /**
   * Sends a request once.
   *
   * @throws what the network says: it may hold a token, so read it with `describeNetworkFailure`
   */
  async send(request: WireRequest, call: OngoingCall): Promise<WireAnswer> {
    const config: AxiosRequestConfig<string | undefined> & Pick<WireConfig, "call"> = {
      method: request.method,
      url: request.path,
      headers: request.headers,
      data: request.body,
      call,
    };
    const { data } = await this.#axios.request<WireAnswer>(config);
    return data;
  }

  close(): Promise<void> {
    return this.#adapter.close();
  }
}
