import { describeError } from "@ven/core";
import {
  Axios,
  type AxiosAdapter,
  AxiosHeaders,
  type AxiosResponse,
  type InternalAxiosRequestConfig,
} from "axios";
import type { OngoingCall } from "./ongoing-call.ts";
import { redact } from "./token-text.ts";
import type { WireAnswer, WireRequest } from "./wire.ts";

/** One of the ways in which axios sends a request: what an axios adapter does, and its connections. */
export interface WireAdapter {
  /** @throws what the network says; nothing of it may be shown as it is */
  send(call: OngoingCall, request: WireRequest): Promise<WireAnswer>;
  /** Ends every connection. */
  close(): Promise<void>;
}

/** The interceptors of an axios instance. */
export type AxiosInterceptors = Axios["interceptors"];

/** One axios instance for the requests to one host, over an adapter of ours. */
export class AxiosTransport {
  readonly #axios = new Axios({});
  readonly #adapter: WireAdapter;
  readonly #origin: string;

  constructor(origin: string, adapter: WireAdapter) {
    this.#origin = origin;
    this.#adapter = adapter;
  }

  get interceptors(): AxiosInterceptors {
    return this.#axios.interceptors;
  }

  /**
   * Sends the request of a call once.
   *
   * Without interceptors the adapter is called at once: axios would merge, copy and check a config
   * that is ours already, for a third of the CPU time of a request over `fastAdapter`.
   *
   * @throws what the network says: it may hold a token, so read it with `describeNetworkFailure`
   */
  send(call: OngoingCall): Promise<WireAnswer> {
    const { request, response } = this.#axios.interceptors;
    const isPlain = request.handlers?.length === 0 && response.handlers?.length === 0;
    return isPlain ? this.#adapter.send(call, call.request) : this.#sendIntercepted(call);
  }

  close(): Promise<void> {
    return this.#adapter.close();
  }

  #sendIntercepted(call: OngoingCall): Promise<WireAnswer> {
    const { method, path, headers, body } = call.request;
    return new Promise((resolve, reject) => {
      // Interceptors may take their time before and after what the adapter does, and the call's may end.
      const waiting = { stop: () => reject(new Error("stopped")) };
      call.during(waiting);
      let answer: WireAnswer | undefined;
      let networkError: unknown;
      const adapter: AxiosAdapter = async (config) => {
        const request = { ...call.request, ...changesOf(config) };
        answer = await this.#adapter.send(call, request).catch((error: unknown) => {
          networkError = error;
          throw error;
        });
        call.during(waiting);
        return axiosResponse(answer, config);
      };
      const target = { baseURL: this.#origin, url: path, allowAbsoluteUrls: false };
      this.#axios.request({ ...target, method, headers: { ...headers }, data: body, adapter }).then(
        () => {
          if (answer !== undefined) resolve(answer);
          else reject(new InterceptorError("it answered in the VTN's stead"));
        },
        (error: unknown) => {
          const isOurs = networkError !== undefined || error instanceof InterceptorError;
          reject(isOurs ? (networkError ?? error) : new InterceptorError(faultOf(error, call)));
        },
      );
    });
  }
}

/** What an interceptor says, without the credential that it saw. */
function faultOf(error: unknown, { request }: OngoingCall): string {
  const { authorization } = request.headers;
  return redact(describeError(error), [authorization?.split(" ")[1], authorization]);
}

/** An interceptor let a request fail: not the network, not the VTN. */
class InterceptorError extends Error {
  readonly code = "INTERCEPTOR";

  constructor(fault: string) {
    super(`an axios interceptor failed: ${fault}`);
  }
}

function axiosResponse(answer: WireAnswer, config: InternalAxiosRequestConfig): AxiosResponse {
  const { status, body } = answer;
  const headers = new AxiosHeaders(answer.headers as Record<string, string>);
  return { data: body, status, statusText: "", headers, config };
}

/** What interceptors may change: never the address. */
function changesOf(config: InternalAxiosRequestConfig): Pick<WireRequest, "headers" | "body"> {
  const { data } = config as { readonly data?: unknown };
  if (data !== undefined && typeof data !== "string" && !(data instanceof Uint8Array)) {
    throw new InterceptorError("it made something else than text or bytes of the body");
  }
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(config.headers.toJSON(true))) {
    headers[name.toLowerCase()] = String(value);
  }
  return { headers, body: data };
}
