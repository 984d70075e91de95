import { nodeAt, type OpenApi, resolvedPlace, type SchemaNode } from "./open-api.ts";

/** A schema of an OpenAPI file with its references followed and its `allOf`s merged. */
export type Shape = ObjectShape | ArrayShape | TextShape | NumberShape | BooleanShape | ChoiceShape;

/** What every {@link Shape} has. */
interface AnyShape {
  /** Where the schema is, below `components.schemas`. */
  readonly at: string;
  readonly nullable: boolean;
}

/** An object; unknown properties are allowed. */
export interface ObjectShape extends AnyShape {
  readonly kind: "object";
  readonly properties: ReadonlyMap<string, { readonly shape: Shape; readonly required: boolean }>;
}

/** An array of any length. */
export interface ArrayShape extends AnyShape {
  readonly kind: "array";
  readonly items: Shape;
}

/** A text. */
export interface TextShape extends AnyShape {
  readonly kind: "text";
  readonly minLength: number;
  /** `Infinity` if none is set. */
  readonly maxLength: number;
  readonly values?: readonly string[];
  readonly format?: string;
  readonly pattern?: string;
}

/** A number. */
export interface NumberShape extends AnyShape {
  readonly kind: "number";
  readonly integer: boolean;
  readonly minimum: number;
  readonly maximum: number;
}

/** `true` or `false`. */
export interface BooleanShape extends AnyShape {
  readonly kind: "boolean";
}

/** `anyOf` or `oneOf`. */
export interface ChoiceShape extends AnyShape {
  readonly kind: "choice";
  readonly options: readonly Shape[];
}

/** The shape at a place such as `event/properties/intervals`. */
export function shapeAt(document: OpenApi, place: string): Shape {
  const at = resolvedPlace(document, place);
  const node = nodeAt(document, at);
  const base = { at, nullable: node.nullable === true };
  if (node.allOf !== undefined) return mergedShape(document, at, node);
  for (const keyword of ["oneOf", "anyOf"] as const) {
    const options = node[keyword];
    if (options === undefined) continue;
    const shapes = options.map((_, index) => shapeAt(document, `${at}/${keyword}/${index}`));
    return { ...base, kind: "choice", options: shapes };
  }
  switch (node.type ?? (node.properties && "object")) {
    case "object":
      return { ...base, kind: "object", properties: propertiesAt(document, at, node) };
    case "array":
      return { ...base, kind: "array", items: shapeAt(document, `${at}/items`) };
    case "string":
      return { ...base, ...textRules(node) };
    case "number":
    case "integer":
      return { ...base, ...numberRules(node) };
    case "boolean":
      return { ...base, kind: "boolean" };
    default:
      throw new Error(`the schema at ${at} has no type`);
  }
}

function propertiesAt(
  document: OpenApi,
  at: string,
  { properties = {}, required = [] }: SchemaNode,
): ObjectShape["properties"] {
  const unknown = required.filter((name) => !(name in properties));
  if (unknown.length > 0) throw new Error(`${at} requires ${unknown}, of unknown type`);
  return new Map(
    Object.keys(properties).map((name) => [
      name,
      {
        shape: shapeAt(document, `${at}/properties/${name}`),
        required: required.includes(name),
      },
    ]),
  );
}

/** The objects of an `allOf` as one: a property of several must satisfy each. */
function mergedShape(document: OpenApi, at: string, node: SchemaNode): ObjectShape {
  if (node.properties ?? node.required) throw new Error(`${at} has more than its allOf`);
  const properties = new Map<string, { shape: Shape; required: boolean }>();
  for (const index of node.allOf?.keys() ?? []) {
    const part = shapeAt(document, `${at}/allOf/${index}`);
    if (part.kind !== "object") throw new Error(`${at} merges what is no object`);
    for (const [name, property] of part.properties) {
      const known = properties.get(name);
      properties.set(name, {
        shape: known === undefined ? property.shape : both(known.shape, property.shape),
        required: property.required || known?.required === true,
      });
    }
  }
  return { at, nullable: false, kind: "object", properties };
}

function both(first: Shape, second: Shape): Shape {
  if (first.kind !== "text" || second.kind !== "text") {
    throw new Error(`${first.at} and ${second.at} cannot be merged`);
  }
  const values = first.values?.filter((value) => second.values?.includes(value)) ?? [];
  if (values.length === 0) throw new Error(`nothing satisfies ${first.at} and ${second.at}`);
  return { ...second, values };
}

function textRules(node: SchemaNode): Omit<TextShape, "at" | "nullable"> {
  return {
    kind: "text",
    minLength: node.minLength ?? 0,
    maxLength: node.maxLength ?? Number.POSITIVE_INFINITY,
    ...(node.enum && { values: node.enum }),
    ...(node.format && { format: node.format }),
    ...(node.pattern && { pattern: node.pattern }),
  };
}

function numberRules(node: SchemaNode): Omit<NumberShape, "at" | "nullable"> {
  const isInt32 = node.format === "int32";
  if (!isInt32 && node.format !== undefined && node.format !== "float") {
    throw new Error(`the number format ${node.format} is unknown`);
  }
  const least = isInt32 ? -(2 ** 31) : Number.NEGATIVE_INFINITY;
  const greatest = isInt32 ? 2 ** 31 - 1 : Number.POSITIVE_INFINITY;
  const maximum = (node.maximum ?? greatest) - (node.exclusiveMaximum === true ? 1 : 0);
  return {
    kind: "number",
    integer: node.type === "integer",
    minimum: Math.max(node.minimum ?? least, least),
    maximum: Math.min(maximum, greatest),
  };
}
