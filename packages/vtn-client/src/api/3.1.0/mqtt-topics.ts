import {
  type NotifierTopicsResponse,
  notifierTopicsResponseSchema,
} from "@ven/openadr-schema/3.1.0";
import type { RequestOptions } from "../../http/vtn-request.ts";
import type { ApiCall } from "../api-call.ts";
import { checkObjectId } from "../check-object-id.ts";

/** The MQTT topics of all objects of one kind. */
type TopicsOfAll = (options?: RequestOptions) => Promise<NotifierTopicsResponse>;

/** The MQTT topics of one object, or of what belongs to it. */
type TopicsOfOne = (id: string, options?: RequestOptions) => Promise<NotifierTopicsResponse>;

/** On which topics of its broker a VTN tells of changes. OpenADR 3.1.0 `/notifiers/mqtt/topics/...`. */
export interface MqttTopics {
  readonly programs: TopicsOfAll;
  readonly events: TopicsOfAll;
  readonly reports: TopicsOfAll;
  readonly subscriptions: TopicsOfAll;
  readonly vens: TopicsOfAll;
  readonly resources: TopicsOfAll;
  /** Of one program. */
  readonly program: TopicsOfOne;
  /** Of the events of one program. */
  readonly programEvents: TopicsOfOne;
  /** Of one VEN. */
  readonly ven: TopicsOfOne;
  /** Of the events that one VEN may see. */
  readonly venEvents: TopicsOfOne;
  /** Of the programs that one VEN may see. */
  readonly venPrograms: TopicsOfOne;
  /** Of the resources of one VEN. */
  readonly venResources: TopicsOfOne;
}

/** The topic operations. A fleet has thousands, so it holds little. */
export class ReadTopics implements MqttTopics {
  readonly #call: ApiCall;

  constructor(call: ApiCall) {
    this.#call = call;
  }

  programs(options?: RequestOptions): Promise<NotifierTopicsResponse> {
    return this.#read("/programs", options);
  }

  events(options?: RequestOptions): Promise<NotifierTopicsResponse> {
    return this.#read("/events", options);
  }

  reports(options?: RequestOptions): Promise<NotifierTopicsResponse> {
    return this.#read("/reports", options);
  }

  subscriptions(options?: RequestOptions): Promise<NotifierTopicsResponse> {
    return this.#read("/subscriptions", options);
  }

  vens(options?: RequestOptions): Promise<NotifierTopicsResponse> {
    return this.#read("/vens", options);
  }

  resources(options?: RequestOptions): Promise<NotifierTopicsResponse> {
    return this.#read("/resources", options);
  }

  program(id: string, options?: RequestOptions): Promise<NotifierTopicsResponse> {
    return this.#readOf("programs", id, options);
  }

  programEvents(id: string, options?: RequestOptions): Promise<NotifierTopicsResponse> {
    return this.#readOf("programs", id, options, "/events");
  }

  ven(id: string, options?: RequestOptions): Promise<NotifierTopicsResponse> {
    return this.#readOf("vens", id, options);
  }

  venEvents(id: string, options?: RequestOptions): Promise<NotifierTopicsResponse> {
    return this.#readOf("vens", id, options, "/events");
  }

  venPrograms(id: string, options?: RequestOptions): Promise<NotifierTopicsResponse> {
    return this.#readOf("vens", id, options, "/programs");
  }

  venResources(id: string, options?: RequestOptions): Promise<NotifierTopicsResponse> {
    return this.#readOf("vens", id, options, "/resources");
  }

  async #read(below: string, options?: RequestOptions): Promise<NotifierTopicsResponse> {
    const request = { method: "GET", path: `/notifiers/mqtt/topics${below}` } as const;
    return this.#call.value(request, notifierTopicsResponseSchema, options);
  }

  async #readOf(
    kind: string,
    id: string,
    options?: RequestOptions,
    belongings = "",
  ): Promise<NotifierTopicsResponse> {
    return this.#read(`/${kind}/${checkObjectId("id", id)}${belongings}`, options);
  }
}
