import { isUtf8 } from "node:buffer";
import { schemaIssues } from "@ven/openadr-schema";
import { isNestedDeeper } from "./is-nested-deeper.ts";
import { Refusal } from "./refusal.ts";
import type { VtnRequest } from "./vtn-request.ts";

/** How deep objects and arrays may lie in one another; deeper ones could not be written out again. */
export const DEEPEST_NESTING = 100;

/** A body and what it says. */
export interface JsonBody {
  readonly bytes: Uint8Array;
  readonly value: unknown;
}

/** As much of a schema as a body needs. */
export interface BodySchema<Body> {
  safeParse(
    value: unknown,
  ):
    | { readonly success: true; readonly data: Body }
    | { readonly success: false; readonly error: Parameters<typeof schemaIssues>[0] };
}

/**
 * Reads a JSON body.
 *
 * @throws {Refusal} 415 if it is another type, 413 if it is over `maxBytes`, 400 if it is no JSON
 */
export async function readJson(request: VtnRequest, maxBytes: number): Promise<JsonBody> {
  const mediaType = request.header("content-type")?.split(";", 1)[0]?.trim().toLowerCase();
  if (mediaType !== "application/json") {
    throw new Refusal(415, "send the body as content-type: application/json");
  }
  const bytes = await readBytes(request, maxBytes);
  if (!isUtf8(bytes)) throw new Refusal(400, "the body is not UTF-8");
  try {
    return { bytes, value: JSON.parse(textOf(bytes)) };
  } catch {
    throw new Refusal(400, "the body is no JSON");
  }
}

/** @throws {Refusal} 413 if the body is over `maxBytes` */
export async function readBytes(request: VtnRequest, maxBytes: number): Promise<Uint8Array> {
  const bytes = await request.readBody(maxBytes);
  if (bytes === undefined) throw new Refusal(413, `the body is over ${maxBytes} bytes`);
  return bytes;
}

/** UTF-8 bytes as text. */
export function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString();
}

/**
 * Holds a body against a schema of the wire, which changes nothing of what it takes.
 *
 * @returns the body's own value
 * @throws {Refusal} 400 that names path and rule of what breaks the schema
 */
export function checkBody<Body>(schema: BodySchema<Body>, { value }: JsonBody): Body {
  if (isNestedDeeper(value, DEEPEST_NESTING)) {
    throw new Refusal(400, `(whole): nest at most ${DEEPEST_NESTING} objects and arrays`);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return value as Body;
  const issues = schemaIssues(parsed.error).map(({ path, rule }) => `${path}: ${rule}`);
  throw new Refusal(400, issues.join("; "));
}
