import type { BodySchema, JsonBody } from "../../http/read-json.ts";
import { Refusal } from "../../http/refusal.ts";
import type { Personality } from "../../personality/personality.ts";
import { checkRequest } from "../check-request.ts";
import type { OperationCall } from "../operation-call.ts";

/**
 * Holds a body against that one of two forms which its `objectType` names. That of business logic
 * grants targets, so a VEN may not send it.
 *
 * @throws {Refusal} 400 if it breaks its form or has none, 403 if it is not for the caller
 */
export function checkForm<Body>(
  json: JsonBody,
  { caller }: OperationCall,
  personality: Personality,
  forms: Readonly<Record<string, BodySchema<Body>>>,
): Body {
  const { objectType } = (json.value ?? {}) as { readonly objectType?: unknown };
  const names = Object.keys(forms);
  const name = names.find((candidate) => candidate === objectType);
  const schema = name === undefined ? undefined : forms[name];
  if (name === undefined || schema === undefined) {
    throw new Refusal(400, `objectType: give ${names.join(" or ")}`);
  }
  const body = checkRequest(schema, json, personality);
  if (caller.role === "VEN" && name.startsWith("BL_")) {
    const venForm = names.find((candidate) => candidate !== name);
    throw new Refusal(403, `objectType: ${name} is for business logic; a VEN sends ${venForm}`);
  }
  return body;
}
