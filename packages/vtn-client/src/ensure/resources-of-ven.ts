import type { OpenAdrVersion } from "@ven/openadr-schema";
import type { Resource as Resource301 } from "@ven/openadr-schema/3.0.1";
import type { Resource as Resource310, ValuesMap } from "@ven/openadr-schema/3.1.0";
import { checkObjectId } from "../api/check-object-id.ts";
import type { Stored } from "../api/object-collection.ts";
import type { VtnClient } from "../api/vtn-client.ts";
import type { RequestOptions } from "../http/vtn-request.ts";
import { checkObjectName } from "./check-object-name.ts";
import { type EnsureSteps, firstOf } from "./find-or-create.ts";

/** A resource that a VEN is to have at the VTN. */
export interface WantedResource {
  /** Unique at its VEN; 1 to 128 characters. */
  readonly resourceName: string;
  readonly attributes?: readonly ValuesMap[];
}

/** A resource as a VTN of the client's version keeps it. */
export type EnsuredResource<Version extends OpenAdrVersion = OpenAdrVersion> =
  Version extends "3.0.1" ? Stored<Resource301> : Stored<Resource310>;

/** The resources of one VEN, alike for both versions. */
export interface ResourcesOfVen {
  /** @param resourceName - only the resource of this name, as far as the VTN heeds it */
  search(resourceName?: string): AsyncIterable<EnsuredResource>;
  create(resource: WantedResource): Promise<EnsuredResource>;
}

/**
 * Opens the resources of one VEN, which 3.0.1 keeps below it and 3.1.0 beside it.
 *
 * @throws {InvalidValueError} if its id is none that a VTN can have given
 */
export function resourcesOfVen(
  client: VtnClient,
  venID: string,
  options: RequestOptions,
): ResourcesOfVen {
  checkObjectId("venID", venID);
  const named = (resourceName?: string) => (resourceName === undefined ? {} : { resourceName });
  if (client.protocol === "3.0.1") {
    const resources = client.resources(venID);
    return {
      search: (resourceName) => resources.search(named(resourceName), options),
      create: (resource) => resources.create(resource, options),
    };
  }
  return {
    search: (name) => ofVen(client.resources.search({ venID, ...named(name) }, options), venID),
    create: (resource) => {
      const body = { objectType: "VEN_RESOURCE_REQUEST", venID, ...resource } as const;
      return client.resources.create(body, options);
    },
  };
}

/**
 * How a resource is found and made.
 *
 * @throws {InvalidValueError} if the name is missing or too long
 */
export function resourceSteps(
  resources: ResourcesOfVen,
  wanted: WantedResource,
): EnsureSteps<EnsuredResource> {
  const resourceName = checkObjectName("resourceName", wanted.resourceName);
  return {
    find: () =>
      firstOf(resources.search(resourceName), (known) => known.resourceName === resourceName),
    create: () => resources.create(wanted),
    refused: async (cause) => cause,
  };
}

/** Leaves out what a VTN that does not heed the query gives of other VENs. */
async function* ofVen(
  resources: AsyncIterable<Stored<Resource310>>,
  venID: string,
): AsyncIterable<Stored<Resource310>> {
  for await (const resource of resources) if (resource.venID === venID) yield resource;
}
