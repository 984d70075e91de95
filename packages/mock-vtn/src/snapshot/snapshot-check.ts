import { InvalidValueError } from "@ven/core";
import { schemaIssues } from "@ven/openadr-schema";
import type { BodySchema } from "../http/read-json.ts";

/** @throws {InvalidValueError} that names the place in the snapshot */
export function checkRecord(path: string, value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return value as Readonly<Record<string, unknown>>;
  }
  throw new InvalidValueError(path, value, "give an object, as snapshot() does");
}

/** @throws {InvalidValueError} that names the place in the snapshot */
export function checkList(path: string, value: unknown, maxCount: number): readonly unknown[] {
  if (!Array.isArray(value)) {
    throw new InvalidValueError(path, value, "give a list, as snapshot() does");
  }
  if (value.length <= maxCount) return value;
  const rule = `this VTN keeps at most ${maxCount}; raise maxObjects`;
  throw new InvalidValueError(`${path}: length`, value.length, rule);
}

/**
 * An object and whose it is; the object is not checked yet.
 *
 * @throws {InvalidValueError} that names the place in the snapshot
 */
export function checkOwned(
  path: string,
  value: unknown,
): { readonly clientId: string; readonly object: unknown } {
  const { clientId, object } = checkRecord(path, value);
  if (typeof clientId === "string" && clientId.length >= 1 && clientId.length <= 128) {
    return { clientId, object };
  }
  throw new InvalidValueError(`${path}.clientId`, clientId, "give 1 to 128 characters");
}

/** @throws {InvalidValueError} that names the place in the snapshot */
export function checkNumber(path: string, value: unknown): number {
  if (Number.isSafeInteger(value) && (value as number) >= 0) return value as number;
  throw new InvalidValueError(path, value, "give a whole number, 0 or more");
}

/** @throws {InvalidValueError} that names the place in the snapshot */
export function checkSchema<Type>(path: string, value: unknown, schema: BodySchema<Type>): Type {
  const parsed = schema.safeParse(value);
  if (parsed.success) return value as Type;
  const [issue] = schemaIssues(parsed.error);
  throw new InvalidValueError(`${path}: ${issue?.path}`, issue?.value, issue?.rule ?? "");
}

/**
 * The ids of a list.
 *
 * @throws {InvalidValueError} if one comes twice
 */
export function checkIds(path: string, objects: readonly { readonly id: string }[]): Set<string> {
  const ids = new Set<string>();
  objects.forEach(({ id }, index) => {
    if (ids.has(id)) throw new InvalidValueError(`${path}[${index}].id`, id, "give each its own");
    ids.add(id);
  });
  return ids;
}

/** @throws {InvalidValueError} if an object names another that is not there */
export function checkReference(path: string, id: string, ids: ReadonlySet<string>): void {
  if (ids.has(id)) return;
  throw new InvalidValueError(path, id, "there is no such object in the snapshot");
}
