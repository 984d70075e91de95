import type { FaultRule } from "./fault-rule.ts";
import type { RequestFacts } from "./request-facts.ts";

/** Makes the test of which requests a rule is about. */
export function requestMatch(rule: FaultRule): (facts: RequestFacts) => boolean {
  const methods = oneOf(rule.method)?.map((method) => method.toUpperCase());
  const operationIds: readonly string[] | undefined = oneOf(rule.operationId);
  const protocols: readonly string[] | undefined = oneOf(rule.protocol);
  const path = rule.path === undefined ? undefined : pathPattern(rule.path);
  return (facts) =>
    isAmong(methods, facts.method) &&
    isAmong(operationIds, facts.operationId) &&
    isAmong(protocols, facts.protocol) &&
    (path === undefined || path.test(facts.path));
}

function oneOf<Value extends string>(
  values: Value | readonly Value[] | undefined,
): readonly Value[] | undefined {
  return typeof values === "string" ? [values] : values;
}

function isAmong(allowed: readonly string[] | undefined, value: string | undefined): boolean {
  return allowed === undefined || (value !== undefined && allowed.includes(value));
}

/** A path of a rule as a pattern without memory, so that each request is judged by itself. */
export function pathPattern(path: string | RegExp): RegExp {
  if (path instanceof RegExp) return new RegExp(path.source, path.flags.replace(/[gy]/g, ""));
  const parts = path.split(/\{[^}]*\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join("[^/]+")}$`);
}
