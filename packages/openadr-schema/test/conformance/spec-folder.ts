import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, it } from "vitest";
import { parse } from "yaml";
import type { OpenApi } from "./open-api.ts";

/** The published versions that we hold our schemas against. */
export const VERSIONS = ["3.0.1", "3.1.0"] as const;

/** A published version. */
export type Version = (typeof VERSIONS)[number];

/** The folder beside the checkout that holds what is not ours to publish. */
export const SHARED_FOLDER: string = fileURLToPath(
  new URL("../../../../../shared/", import.meta.url),
);

const SPEC_FOLDER = `${SHARED_FOLDER}spec/`;

/** Where the OpenAPI file of a version is. */
export function openApiPath(version: Version): string {
  return `${SPEC_FOLDER}openadr3-${version}.yaml`;
}

/** The OpenAPI file of a version. */
export function readOpenApi(version: Version): OpenApi {
  const document = documents.get(version) ?? parse(readFileSync(openApiPath(version), "utf8"));
  documents.set(version, document);
  return document;
}

const documents = new Map<Version, OpenApi>();

/** An example that comes with the specification, such as `murphys-3.1.0`. */
export function readExample(name: string): unknown {
  return JSON.parse(readFileSync(`${SPEC_FOLDER}examples/${name}.json`, "utf8"));
}

/** As `describe`; where there is no shared folder, one skipped test that says so. */
export function describeWithSpec(title: string, tests: () => void): void {
  if (existsSync(SHARED_FOLDER)) describe(title, tests);
  else {
    describe(title, () => {
      it("is held against the OpenAPI files", (context) =>
        context.skip("the specification ../shared/spec is not here"));
    });
  }
}
