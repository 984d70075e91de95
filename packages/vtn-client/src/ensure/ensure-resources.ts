import { eachOfMany } from "@ven/core";
import type { VtnClient } from "../api/vtn-client.ts";
import type { RequestOptions } from "../http/vtn-request.ts";
import { createOrFind } from "./find-or-create.ts";
import {
  type ResourcesOfVen,
  resourceSteps,
  resourcesOfVen,
  type WantedResource,
} from "./resources-of-ven.ts";

/** How many resources are registered at once. */
const AT_ONCE = 16;

/** What became of one resource. */
export type ResourceOutcome =
  | { readonly kind: "created" | "found"; readonly resourceName: string; readonly id: string }
  | { readonly kind: "failed"; readonly resourceName: string; readonly error: unknown };

/**
 * Registers those of many resources that a VEN does not have at the VTN yet: what is there is read
 * page by page, once, and only the rest is asked for one by one. One that fails does not stop the
 * others. May be repeated.
 *
 * @param venID - the id that the VTN gave the VEN
 * @returns one outcome per resource, in their order
 * @throws {InvalidValueError} if the id is none that a VTN can have given
 * @throws {VtnUnreachableError | VtnProblemError | VtnAnswerError | VtnAuthError} if the VTN does not
 * say what it has
 * @throws the signal's reason, if it is aborted
 */
export async function ensureResources(
  client: VtnClient,
  venID: string,
  resources: readonly WantedResource[],
  options: RequestOptions = {},
): Promise<readonly ResourceOutcome[]> {
  const ofVen = resourcesOfVen(client, venID, options);
  const known = new Map<string, string>();
  for await (const { resourceName, id } of ofVen.search()) known.set(resourceName, id);
  const outcomes: ResourceOutcome[] = [];
  await eachOfMany(resources, AT_ONCE, async (resource, position) => {
    options.signal?.throwIfAborted();
    outcomes[position] = await register(ofVen, known, resource);
  });
  return outcomes;
}

async function register(
  ofVen: ResourcesOfVen,
  known: ReadonlyMap<string, string>,
  resource: WantedResource,
): Promise<ResourceOutcome> {
  const { resourceName } = resource;
  const id = known.get(resourceName);
  if (id !== undefined) return { kind: "found", resourceName, id };
  try {
    const { object, created } = await createOrFind(resourceSteps(ofVen, resource));
    return { kind: created ? "created" : "found", resourceName, id: object.id };
  } catch (error) {
    return { kind: "failed", resourceName, error };
  }
}
