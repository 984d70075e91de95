import { type BodySchema, checkBody, type JsonBody } from "../http/read-json.ts";
import { adaptBody } from "../personality/adapt-body.ts";
import type { Personality } from "../personality/personality.ts";

/**
 * Holds a body against its schema and the VTN's personality.
 *
 * @throws {Refusal} 400 that names path and rule
 */
export function checkRequest<Body>(
  schema: BodySchema<Body>,
  json: JsonBody,
  personality: Personality,
): Body {
  return adaptBody(checkBody(schema, json), personality);
}
