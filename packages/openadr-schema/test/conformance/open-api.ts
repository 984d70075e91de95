/** As much of an OpenAPI 3.0 file as the tests read. */
export interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly components: { readonly schemas: Record<string, SchemaNode> };
}

/** A schema object of OpenAPI 3.0, with the keywords that the two files use. */
export interface SchemaNode {
  readonly $ref?: string;
  readonly type?: "object" | "array" | "string" | "number" | "integer" | "boolean";
  readonly nullable?: boolean;
  readonly enum?: readonly string[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMaximum?: boolean;
  readonly items?: SchemaNode;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly allOf?: readonly SchemaNode[];
  readonly anyOf?: readonly SchemaNode[];
  readonly oneOf?: readonly SchemaNode[];
  readonly discriminator?: { readonly propertyName: string };
  readonly description?: string;
  readonly example?: unknown;
  readonly default?: unknown;
}

/** The keywords of {@link SchemaNode}: another one in a file would go unheeded, so it is refused. */
const KEYWORDS = new Set<string>([
  ..."$ref type nullable enum format pattern minLength maxLength minimum maximum".split(" "),
  ..."exclusiveMaximum items required properties allOf anyOf oneOf".split(" "),
  // These say nothing about what is valid.
  ..."discriminator description example default".split(" "),
]);

/** The node at a place such as `report/properties/resources/items`, below `components.schemas`. */
export function nodeAt(document: OpenApi, at: string): SchemaNode {
  const node = at
    .split("/")
    .reduce<unknown>(
      (parent, key) => (parent as Readonly<Record<string, unknown>> | undefined)?.[key],
      document.components.schemas,
    );
  if (node === undefined) throw new Error(`the OpenAPI file has no schema at ${at}`);
  for (const keyword of Object.keys(node as SchemaNode)) {
    if (!KEYWORDS.has(keyword)) throw new Error(`${at} has the unheeded keyword ${keyword}`);
  }
  return node as SchemaNode;
}

/** Follows `$ref`s from a place to the place of a schema. */
export function resolvedPlace(document: OpenApi, at: string): string {
  const { $ref } = nodeAt(document, at);
  if ($ref === undefined) return at;
  const prefix = "#/components/schemas/";
  if (!$ref.startsWith(prefix)) throw new Error(`${at} refers to ${$ref}, outside of the schemas`);
  return resolvedPlace(document, $ref.slice(prefix.length));
}

/** Puts another node at a place. */
export function replaceNode(
  document: OpenApi,
  at: string,
  change: (node: SchemaNode) => SchemaNode,
): void {
  const keys = at.split("/");
  const last = keys.pop() ?? "";
  const parent = keys.reduce<unknown>(
    (node, key) => (node as Record<string, unknown>)[key],
    document.components.schemas,
  ) as Record<string, SchemaNode>;
  parent[last] = change(nodeAt(document, at));
}
