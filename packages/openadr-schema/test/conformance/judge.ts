import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { isDateTime, isDateTimeOrNow, isUri } from "./formats.ts";
import type { OpenApi, SchemaNode } from "./open-api.ts";

/** Says whether a value is valid by the schema at a place of an OpenAPI file. */
export type Judge = (at: string, value: unknown) => boolean;

/** The verdict of ajv, on formats as the RFCs word them. */
export function judgeOf(document: OpenApi): Judge {
  const ajv = new Ajv({ strict: false, strictNumbers: true });
  addFormats.default(ajv, ["int32", "float"]);
  ajv.addFormat("uri", { type: "string", validate: isUri });
  ajv.addFormat("date-time", { type: "string", validate: isDateTime });
  ajv.addFormat("date-time-or-now", { type: "string", validate: isDateTimeOrNow });
  const schemas = withNumericExclusiveMaximum(document.components.schemas);
  ajv.addSchema({ components: { schemas } }, "openapi");
  return (at, value) => {
    const $ref = `openapi#/components/schemas/${at}`;
    const validate = ajv.getSchema($ref) ?? ajv.compile({ $id: `openapi/${at}`, $ref });
    return validate(value) === true;
  };
}

/** OpenAPI 3.0 has `exclusiveMaximum: true` beside `maximum`; JSON Schema, a number in its place. */
function withNumericExclusiveMaximum(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withNumericExclusiveMaximum);
  if (typeof value !== "object" || value === null) return value;
  const { exclusiveMaximum, maximum, ...rest } = value as SchemaNode;
  const bound = exclusiveMaximum === true ? { exclusiveMaximum: maximum } : { maximum };
  return {
    ...Object.fromEntries(
      Object.entries(rest).map(([key, part]) => [key, withNumericExclusiveMaximum(part)]),
    ),
    ...(maximum !== undefined && bound),
  };
}
