import type {
  NotifiersResponse,
  NotifierTopicsResponse,
  OperationId,
} from "@ven/openadr-schema/3.1.0";
import { Refusal } from "../http/refusal.ts";
import { jsonAnswer } from "../http/vtn-answer.ts";
import { type TopicScope, topicNames } from "./notifier-topics.ts";
import type { OpenAdrVtn } from "./openadr-vtn.ts";
import type { OperationCall, OperationHandler, OperationHandlers } from "./operation-call.ts";

type NotifierOperationId = "listAllNotifiers" | Extract<OperationId, `listAllMqtt${string}`>;

/** `/notifiers` and the topics of MQTT below it; without a broker there are none of these. */
export function notifierRoutes(vtn: OpenAdrVtn): OperationHandlers<NotifierOperationId> {
  const { notifiers } = vtn;
  const topics =
    (scopeOf: (call: OperationCall) => TopicScope): OperationHandler =>
    (call) => {
      if (notifiers.mqtt === undefined) {
        throw new Refusal(404, "no MQTT notifier: GET /notifiers tells which there are");
      }
      const answer: NotifierTopicsResponse = {
        topics: topicNames(notifiers.topicPrefix, scopeOf(call)),
      };
      return jsonAnswer(200, answer);
    };
  const programId = (call: OperationCall) => seenId(vtn, call, "PROGRAM");
  const venId = (call: OperationCall) => seenId(vtn, call, "VEN");
  return {
    listAllNotifiers() {
      const { mqtt } = notifiers;
      const answer: NotifiersResponse = { WEBHOOK: true, ...(mqtt && { MQTT: mqtt }) };
      return jsonAnswer(200, answer);
    },
    listAllMqttNotifierTopicsPrograms: topics(() => ({ kind: "all", collection: "programs" })),
    listAllMqttNotifierTopicsEvents: topics(() => ({ kind: "all", collection: "events" })),
    listAllMqttNotifierTopicsReports: topics(() => ({ kind: "all", collection: "reports" })),
    listAllMqttNotifierTopicsSubscriptions: topics(() => ({
      kind: "all",
      collection: "subscriptions",
    })),
    listAllMqttNotifierTopicsVens: topics(() => ({ kind: "all", collection: "vens" })),
    listAllMqttNotifierTopicsResources: topics(() => ({ kind: "all", collection: "resources" })),
    listAllMqttNotifierTopicsProgram: topics((call) => ({
      kind: "one",
      collection: "programs",
      id: programId(call),
    })),
    listAllMqttNotifierTopicsVen: topics((call) => ({
      kind: "one",
      collection: "vens",
      id: venId(call),
    })),
    listAllMqttNotifierTopicsProgramEvents: topics((call) => ({
      kind: "of",
      collection: "events",
      owner: "programs",
      id: programId(call),
    })),
    listAllMqttNotifierTopicsVenEvents: topics((call) => ({
      kind: "of",
      collection: "events",
      owner: "vens",
      id: venId(call),
    })),
    listAllMqttNotifierTopicsVenPrograms: topics((call) => ({
      kind: "of",
      collection: "programs",
      owner: "vens",
      id: venId(call),
    })),
    listAllMqttNotifierTopicsVenResources: topics((call) => ({
      kind: "of",
      collection: "resources",
      owner: "vens",
      id: venId(call),
    })),
  };
}

/**
 * The id in the path.
 *
 * @throws {Refusal} 404 if the caller may see no such object
 */
function seenId(
  { store }: OpenAdrVtn,
  { params, view }: OperationCall,
  objectType: "PROGRAM" | "VEN",
): string {
  const id = params[objectType === "PROGRAM" ? "programID" : "venID"] ?? "";
  const record = objectType === "PROGRAM" ? store.programs.get(id) : store.vens.get(id);
  if (record !== undefined && view.see<object>(objectType, record, "granted") !== undefined) {
    return id;
  }
  throw new Refusal(404, `there is no ${objectType.toLowerCase()} "${id}"`);
}
