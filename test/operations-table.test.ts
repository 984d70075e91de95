import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { API_OPERATIONS as OPERATIONS_301 } from "@ven/openadr-schema/3.0.1";
import { API_OPERATIONS as OPERATIONS_310 } from "@ven/openadr-schema/3.1.0";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { CALLS_301 } from "../packages/vtn-client/test/operations/calls-3-0-1.ts";
import { CALLS_310 } from "../packages/vtn-client/test/operations/calls-3-1-0.ts";

const specification = fileURLToPath(new URL("../../shared/spec/", import.meta.url));

/** As much of an OpenAPI file as the table shows. */
interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

interface Operation {
  readonly operationId: string;
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[];
}

/** One section: what the OpenAPI file lists, against what the packages do. */
function section(
  version: string,
  schema: Readonly<Record<string, object>>,
  calls: Readonly<Record<string, { readonly shown: string }>>,
): string {
  const { paths } = parse(
    readFileSync(`${specification}openadr3-${version}.yaml`, "utf8"),
  ) as OpenApi;
  const rows = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations)
      .filter(([method]) => method !== "parameters")
      .map(([method, { operationId, security = [] }]) => {
        const scopes = security.flatMap((one) => one["oAuth2ClientCredentials"] ?? []);
        const call = calls[operationId];
        if (call === undefined || schema[operationId] === undefined) {
          throw new Error(`${operationId} of ${version} is not covered`);
        }
        return `| \`${operationId}\` | ${method.toUpperCase()} \`${path}\` | ${scopes.map((scope) => `\`${scope}\``).join(", ") || "none"} | \`${call.shown}\` |`;
      }),
  );
  return [
    `## ${version}: ${rows.length} operations`,
    "",
    "| operation | request | scope | client |",
    "|---|---|---|---|",
    ...rows,
    "",
  ].join("\n");
}

describe("docs/operations.md", () => {
  it("lists every operation of the OpenAPI files with the call of the client", async (context) => {
    if (!existsSync(specification)) context.skip("the OpenAPI files are not beside this checkout");
    const text = [
      "# Operations",
      "",
      "Every operation of the OpenAPI files of OpenADR 3.0.1 and 3.1.0. The mock VTN serves each of them, and each call below is tested against it over a socket. Written by `npx vitest run test/operations-table.test.ts -u`; `npm test` repeats and compares that where the OpenAPI files are in `../shared`.",
      "",
      section("3.0.1", OPERATIONS_301, CALLS_301),
      section("3.1.0", OPERATIONS_310, CALLS_310),
    ].join("\n");
    await expect(text).toMatchFileSnapshot("../docs/operations.md");
  });
});
