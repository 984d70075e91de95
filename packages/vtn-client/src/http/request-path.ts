import { InvalidValueError } from "@ven/core";
import type { VtnRequest } from "./vtn-request.ts";

/** What a path below the base address is made of: no host, no query, no way up. */
const PATH = /^(\/[A-Za-z0-9._~!$&'()*+,;=:@%-]+)*\/?$/;

/**
 * Path and query of a request, below its base path.
 *
 * @throws {InvalidValueError} if the path could lead elsewhere
 */
export function requestPath(basePath: string, { path, query }: VtnRequest): string {
  if (path.length > 2_048 || !PATH.test(path) || /\/\.\.?(\/|$)/.test(path)) {
    throw new InvalidValueError("path", path, "begin it with /, below vtnUrl, without ? # or ..");
  }
  const full = `${basePath}${path}`;
  if (query === undefined) return full;
  const text = queryText(query);
  return text === "" ? full : `${full}?${text}`;
}

function queryText(query: NonNullable<VtnRequest["query"]>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    // A list is repeated: targets=a&targets=b.
    if (Array.isArray(value)) for (const one of value) params.append(name, String(one));
    else params.append(name, String(value));
  }
  return params.toString();
}
