import { InvalidValueError } from "@ven/core";
import type { FaultRule } from "./fault-rule.ts";
import { KNOWN_OPERATIONS, type KnownOperation } from "./known-operations.ts";
import { pathPattern } from "./request-match.ts";

/**
 * Refuses a rule that no operation of any protocol could ever meet: a test with it would pass without
 * its fault; `endlessPaging` is met by lists alone. A path that is a pattern is taken as it is.
 *
 * @throws {InvalidValueError} that names the setting, and what it may be
 */
export function checkCanStrike({ fault, protocol, operationId, method, path }: FaultRule): void {
  const isPaging = fault.kind === "endlessPaging";
  let left = KNOWN_OPERATIONS.filter(({ isList }) => isList || !isPaging);
  left = narrowed(left, "protocol", protocol, "give flat, 3.0.1 or 3.1.0");
  const ofSpecification = isPaging
    ? "endlessPaging needs an operation that lists objects, such as searchAllReports"
    : "give one of its protocol's OpenAPI file; the flat dialect has none";
  left = narrowed(left, "operationId", operationId, ofSpecification);
  const methods = [...new Set(left.map((operation) => operation.method))];
  const wanted = method && [method].flat().map((name) => name.toUpperCase());
  left = narrowed(left, "method", wanted, `give ${methods.join(", ")}`, isPaging);
  if (path === undefined || path instanceof RegExp) return;
  if (left.some((operation) => canMeet(path, operation.path))) return;
  throw new InvalidValueError("fault rule: path", path, pathRule(path, left));
}

/**
 * The operations that have one of these values.
 *
 * @throws {InvalidValueError} for a value that none has
 */
function narrowed(
  operations: KnownOperation[],
  key: "protocol" | "operationId" | "method",
  given: string | readonly string[] | undefined,
  rule: string,
  isHeadOut = false,
): KnownOperation[] {
  if (given === undefined) return operations;
  const values = [given].flat();
  if (values.length === 0) throw new InvalidValueError(`fault rule: ${key}`, given, rule);
  // HEAD goes where GET goes, but gets no pages.
  const hasValue = (operation: KnownOperation, value: string) =>
    operation[key] === value || (value === "HEAD" && !isHeadOut && operation[key] === "GET");
  for (const value of values) {
    if (operations.some((operation) => hasValue(operation, value))) continue;
    throw new InvalidValueError(`fault rule: ${key}`, value, rule);
  }
  return operations.filter((operation) => values.some((value) => hasValue(operation, value)));
}

/** Whether a path of a rule, in which some ids may be filled in, is one of an operation. */
function canMeet(path: string, known: string): boolean {
  return pathPattern(known).test(path) || pathPattern(path).test(known);
}

/** Names the paths that are as long as the one given, else the shortest. */
function pathRule(path: string, operations: readonly KnownOperation[]): string {
  const all = [...new Set(operations.map((operation) => operation.path))];
  const partCount = (text: string) => text.split("/").length;
  const alike = all.filter((known) => partCount(known) === partCount(path));
  const shortest = Math.min(...all.map(partCount));
  const named = alike.length > 0 ? alike : all.filter((known) => partCount(known) === shortest);
  return `give a path below the base path, such as ${named.join(", ")}, or a RegExp`;
}
