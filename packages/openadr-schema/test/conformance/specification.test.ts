import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { OBJECTS, PARTS } from "./objects.ts";
import { nodeAt } from "./open-api.ts";
import {
  describeWithSpec,
  openApiPath,
  readOpenApi,
  SHARED_FOLDER,
  VERSIONS,
} from "./spec-folder.ts";

it("is looked for beside the checkout", () => {
  let root = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(root, "pnpm-workspace.yaml"))) root = dirname(root);
  expect(SHARED_FOLDER).toBe(join(root, "..", "shared", "/"));
});

describeWithSpec("the shared folder", () => {
  it("holds the OpenAPI file of every version", () => {
    expect(VERSIONS.map(openApiPath).filter((path) => !existsSync(path))).toEqual([]);
  });

  it.each(VERSIONS)("names no object of %s that we have no schema of", (version) => {
    const document = readOpenApi(version);
    const published = Object.keys(document.components.schemas);
    const held = [...Object.keys(OBJECTS[version]), ...Object.keys(PARTS[version])];
    expect(published.filter((name) => !held.includes(name))).toEqual([]);

    const own = held.filter((at) => !published.includes(at));
    if (version === "3.0.1") {
      const requests = own.filter((at) => at.endsWith("Request"));
      expect(requests).toHaveLength(6);
      expect(own.filter((at) => !at.includes("/"))).toEqual(requests);
    }
    for (const at of own.filter((place) => place.includes("/"))) nodeAt(document, at);
  });
});
