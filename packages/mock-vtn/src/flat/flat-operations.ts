/** What the flat dialect knows: methods, and paths below its base path. */
export const FLAT_OPERATIONS = [
  "POST /vens",
  "GET /vens",
  "GET /vens/{id}",
  "POST /resources",
  "GET /resources",
  "POST /reports",
  "GET /reports",
  "POST /programs",
  "GET /programs",
  "GET /programs/{id}",
  "POST /events",
  "GET /events",
  "GET /events/{id}",
  "POST /auth/token",
] as const;

/** One of them. */
export type FlatOperation = (typeof FLAT_OPERATIONS)[number];

/** Its two parts. */
export function methodAndPath(operation: FlatOperation): {
  readonly method: string;
  readonly path: string;
} {
  const [method = "", path = ""] = operation.split(" ");
  return { method, path };
}
