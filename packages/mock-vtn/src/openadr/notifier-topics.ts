import type { NotifierOperationsTopics } from "@ven/openadr-schema/3.1.0";

/** A collection, as it is called in paths and topics. */
export type TopicCollection =
  | "programs"
  | "events"
  | "reports"
  | "subscriptions"
  | "vens"
  | "resources";

/** Whose notifications a topic carries. */
export type TopicScope =
  /** Of every object of a collection: `events/create`. */
  | { readonly kind: "all"; readonly collection: TopicCollection }
  /** Of one object: `programs/program-1/update`. */
  | { readonly kind: "one"; readonly collection: "programs" | "vens"; readonly id: string }
  /** Of what belongs to one object, or is targeted at it: `events/vens/ven-2/create`. */
  | {
      readonly kind: "of";
      readonly collection: "programs" | "events" | "resources";
      readonly owner: "programs" | "vens";
      readonly id: string;
    };

/** The topic of an operation; `+` stands for all operations. */
export function topicName(
  prefix: string,
  scope: TopicScope,
  operation: "create" | "update" | "delete" | "+",
): string {
  const { kind, collection } = scope;
  switch (kind) {
    case "all":
      return `${prefix}${collection}/${operation}`;
    case "one":
      return `${prefix}${collection}/${scope.id}/${operation}`;
    case "of":
      return `${prefix}${collection}/${scope.owner}/${scope.id}/${operation}`;
    default:
      return kind satisfies never;
  }
}

/** The topics of all operations; one object that is there can no longer be created. */
export function topicNames(prefix: string, scope: TopicScope): NotifierOperationsTopics {
  return {
    ...(scope.kind === "one" ? {} : { CREATE: topicName(prefix, scope, "create") }),
    UPDATE: topicName(prefix, scope, "update"),
    DELETE: topicName(prefix, scope, "delete"),
    ALL: topicName(prefix, scope, "+"),
  };
}
