import { nodeAt, type OpenApi, replaceNode, type SchemaNode } from "./open-api.ts";
import { OWN_CAPS } from "./own-caps.ts";
import type { Version } from "./spec-folder.ts";

/** A place where our schemas depart from an OpenAPI file on purpose, as a change to that file. */
export interface SpecException {
  readonly name: string;
  readonly reason: string;
  readonly versions: readonly Version[];
  /** Changes the file to what our schemas hold. */
  readonly repair: (document: OpenApi) => void;
  /** A value that the file judges otherwise than our schema does. */
  readonly witness: {
    readonly at: string;
    readonly value: unknown;
    readonly isOursValid: boolean;
  };
}

const METADATA = ["id", "createdDateTime", "modificationDateTime", "objectType"];
const OBJECTS_OF_3_0_1 = ["program", "report", "event", "subscription", "ven", "resource"];

const answered = {
  id: "id-1",
  createdDateTime: "2026-01-16T10:00:00Z",
  modificationDateTime: "2026-01-16T10:00:00Z",
};

/** Every exception but our {@link OWN_CAPS}. */
export const EXCEPTIONS: readonly SpecException[] = [
  {
    name: "requests of 3.0.1 carry no metadata",
    reason:
      "one schema serves requests and answers, but what a client writes into the properties that " +
      "the VTN provisions is ignored, so a request may hold anything there",
    versions: ["3.0.1"],
    repair: (document) => {
      for (const name of OBJECTS_OF_3_0_1) {
        replaceNode(document, `${name}Request`, (node) => withoutProperties(node, METADATA));
      }
    },
    witness: {
      at: "programRequest",
      value: { programName: "ResTOU", objectType: "EVENT" },
      isOursValid: true,
    },
  },
  {
    name: "intervalPeriod.start may be one of the documented forms of now",
    reason: "0001-01-01, 0001-01-01T00:00:00 and 0000-00-00 are documented, yet no date-time",
    versions: ["3.0.1", "3.1.0"],
    repair: (document) =>
      replaceNode(document, "intervalPeriod/properties/start", () => ({
        type: "string",
        format: "date-time-or-now",
        maxLength: OWN_CAPS["3.1.0"]["dateTime"] ?? 0,
      })),
    witness: { at: "intervalPeriod", value: { start: "0001-01-01" }, isOursValid: true },
  },
  {
    name: "a program description is an object",
    reason: "the items lack type: object, so a number would do; a URL is required of all others",
    versions: ["3.0.1", "3.1.0"],
    repair: (document) => {
      for (const name of ["program", "programRequest"]) {
        const at = `${name}/properties/programDescriptions/items`;
        if (document.components.schemas[name]?.properties === undefined) continue;
        replaceNode(document, at, (node) => ({ type: "object", ...node }));
      }
    },
    witness: {
      at: "programRequest",
      value: { programName: "ResTOU", programDescriptions: [5] },
      isOursValid: false,
    },
  },
  mayFitSeveral("3.0.1", { programID: "p-1", programName: "ResTOU", intervals: [] }),
  mayFitSeveral("3.1.0", {
    ...answered,
    objectType: "EVENT",
    programID: "p-1",
    programName: "ResTOU",
  }),
  {
    name: "BlResourceRequest.clientID is optional",
    reason: "3.1.1 drops it",
    versions: ["3.1.0"],
    repair: (document) => makeOptional(document, "BlResourceRequest", "clientID"),
    witness: {
      at: "BlResourceRequest",
      value: { objectType: "BL_RESOURCE_REQUEST", resourceName: "r", venID: "v-1" },
      isOursValid: true,
    },
  },
  {
    name: "VenResourceRequest.venID is optional",
    reason: "3.1.1 drops it",
    versions: ["3.1.0"],
    repair: (document) => makeOptional(document, "VenResourceRequest", "venID"),
    witness: {
      at: "VenResourceRequest",
      value: { objectType: "VEN_RESOURCE_REQUEST", resourceName: "r" },
      isOursValid: true,
    },
  },
  {
    name: "ven can be satisfied",
    reason: "objectType would have to be VEN and BL_VEN_REQUEST at once",
    versions: ["3.1.0"],
    repair: (document) => mergeWithObjectType(document, "ven", "BlVenRequest", "VEN"),
    witness: {
      at: "ven",
      value: { ...answered, objectType: "VEN", clientID: "c", venName: "v" },
      isOursValid: true,
    },
  },
  {
    name: "resource can be satisfied",
    reason: "objectType would have to be RESOURCE and BL_RESOURCE_REQUEST at once",
    versions: ["3.1.0"],
    repair: (document) =>
      mergeWithObjectType(document, "resource", "BlResourceRequest", "RESOURCE"),
    witness: {
      at: "resource",
      value: { ...answered, objectType: "RESOURCE", clientID: "c", resourceName: "r", venID: "v" },
      isOursValid: true,
    },
  },
];

/**
 * The file with our caps and every exception applied, or every one but the named. What 3.0.1 calls `program` is
 * `programRequest` too, as in 3.1.0, and so on.
 */
export function withExceptions(
  document: OpenApi,
  version: Version,
  options: { readonly except?: string } = {},
): OpenApi {
  const copy = structuredClone(document);
  for (const [at, maxLength] of Object.entries(OWN_CAPS[version])) {
    replaceNode(copy, at, (node) => ({ ...node, maxLength }));
  }
  if (version === "3.0.1") {
    for (const name of OBJECTS_OF_3_0_1) {
      copy.components.schemas[`${name}Request`] = structuredClone(nodeAt(copy, name));
    }
  }
  for (const exception of EXCEPTIONS) {
    if (!exception.versions.includes(version) || exception.name === options.except) continue;
    exception.repair(copy);
  }
  return copy;
}

/** @param object - what fits `program` and `event` alike */
function mayFitSeveral(version: Version, object: object): SpecException {
  return {
    name: `the object of a notification of ${version} may fit several schemas`,
    reason:
      "oneOf refuses an object whose unknown properties happen to make it fit two, which forbids " +
      "what every schema allows; the discriminator beside it cannot decide, since its values are " +
      "no names of schemas",
    versions: [version],
    repair: (document) =>
      replaceNode(document, "notification/properties/object", ({ oneOf, ...node }) => ({
        ...node,
        ...(oneOf && { anyOf: oneOf }),
      })),
    witness: {
      at: "notification",
      value: { objectType: "EVENT", operation: "DELETE", object },
      isOursValid: true,
    },
  };
}

function withoutProperties(node: SchemaNode, names: readonly string[]): SchemaNode {
  const rest = Object.entries(node.properties ?? {}).filter(([name]) => !names.includes(name));
  return { ...node, properties: Object.fromEntries(rest) };
}

function makeOptional(document: OpenApi, at: string, name: string): void {
  replaceNode(document, at, (node) => ({
    ...node,
    required: (node.required ?? []).filter((required) => required !== name),
  }));
}

/** Metadata and a request as one object, whose `objectType` is either the one or the other's. */
function mergeWithObjectType(
  document: OpenApi,
  at: string,
  request: string,
  objectType: string,
): void {
  const { required = [], properties = {} } = nodeAt(document, request);
  const metadata = nodeAt(document, "objectMetadata");
  replaceNode(document, at, () => ({
    type: "object",
    required: [...new Set([...(metadata.required ?? []), ...required])],
    properties: {
      ...metadata.properties,
      ...properties,
      objectType: {
        type: "string",
        enum: [objectType, ...(properties["objectType"]?.enum ?? [])],
      },
    },
  }));
}
