import { expect, it } from "vitest";
import { API_OPERATIONS as operations301 } from "../../src/3.0.1/api-operations.ts";
import { API_OPERATIONS as operations310 } from "../../src/3.1.0/api-operations.ts";
import type { ApiOperation } from "../../src/api-operation.ts";
import { describeWithSpec, readOpenApi, type Version } from "./spec-folder.ts";

/** As much of an operation of an OpenAPI file as we list. */
interface PublishedOperation {
  readonly operationId: string;
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
}

const METHODS = ["get", "post", "put", "delete"] as const;

/** The lists, each entry of which must be an {@link ApiOperation}. */
const LISTS: readonly {
  readonly version: Version;
  readonly operations: Readonly<Record<string, ApiOperation>>;
  readonly count: number;
}[] = [
  { version: "3.0.1", operations: operations301, count: 31 },
  { version: "3.1.0", operations: operations310, count: 45 },
];

describeWithSpec("the list of operations", () => {
  it.each(LISTS)(
    "is that of the OpenAPI file of $version: $count in all",
    ({ version, operations, count }) => {
      const published: Record<string, ApiOperation> = {};
      for (const [path, methods] of Object.entries(readOpenApi(version).paths)) {
        expect([...METHODS, "parameters"]).toEqual(expect.arrayContaining(Object.keys(methods)));
        for (const method of METHODS) {
          const operation = methods[method] as PublishedOperation | undefined;
          if (operation === undefined) continue;
          expect(published).not.toHaveProperty(operation.operationId);
          published[operation.operationId] = listed(path, method, operation);
        }
      }
      expect(operations).toEqual(published);
      expect(Object.keys(operations)).toHaveLength(count);
    },
  );
});

function listed(
  path: string,
  method: (typeof METHODS)[number],
  { security = [], parameters = [] }: PublishedOperation,
): ApiOperation {
  const scopes = security.flatMap((scheme) => scheme["oAuth2ClientCredentials"] ?? []);
  expect(scopes.length, `${method} ${path}`).toBeLessThanOrEqual(1);
  const query = parameters.filter((parameter) => parameter.in === "query");
  return {
    method: method.toUpperCase() as ApiOperation["method"],
    path,
    ...(scopes[0] !== undefined && { scope: scopes[0] }),
    ...(query.length > 0 && { query: query.map(({ name }) => name) }),
  };
}
