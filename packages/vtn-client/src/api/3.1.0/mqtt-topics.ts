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

/** Makes the topic operations. */
export function mqttTopics(call: ApiCall): MqttTopics {
  const read = async (below: string, options?: RequestOptions) => {
    const request = { method: "GET", path: `/notifiers/mqtt/topics${below}` } as const;
    return call.value(request, notifierTopicsResponseSchema, options);
  };
  const ofAll =
    (kind: string): TopicsOfAll =>
    async (options) =>
      read(`/${kind}`, options);
  const ofOne =
    (kind: string, belongings = ""): TopicsOfOne =>
    async (id, options) =>
      read(`/${kind}/${checkObjectId("id", id)}${belongings}`, options);
  return {
    programs: ofAll("programs"),
    events: ofAll("events"),
    reports: ofAll("reports"),
    subscriptions: ofAll("subscriptions"),
    vens: ofAll("vens"),
    resources: ofAll("resources"),
    program: ofOne("programs"),
    programEvents: ofOne("programs", "/events"),
    ven: ofOne("vens"),
    venEvents: ofOne("vens", "/events"),
    venPrograms: ofOne("vens", "/programs"),
    venResources: ofOne("vens", "/resources"),
  };
}
