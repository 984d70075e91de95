import type { OpenAdrVersion } from "@ven/openadr-schema";
import type { VtnClient } from "../api/vtn-client.ts";
import type { RequestOptions } from "../http/vtn-request.ts";
import { ensureResource } from "./ensure-resource.ts";
import { resourcesOfVen, type WantedResource } from "./resources-of-ven.ts";

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
 * @throws {VtnUnreachableError | VtnProblemError | VtnAnswerError | VtnAuthError} if the VTN does not
 * say what it has
 * @throws the signal's reason, if it is aborted
 */
export async function ensureResources(
  client: VtnClient<OpenAdrVersion>,
  venID: string,
  resources: readonly WantedResource[],
  options: RequestOptions = {},
): Promise<readonly ResourceOutcome[]> {
  const known = new Map<string, string>();
  if (resources.length > 1) {
    for await (const resource of resourcesOfVen(client, venID, options).search()) {
      known.set(resource.resourceName, resource.id);
    }
  }
  const outcomes: ResourceOutcome[] = [];
  const waiting = resources.entries();
  const worker = async () => {
    for (const [position, resource] of waiting) {
      options.signal?.throwIfAborted();
      const { resourceName } = resource;
      const id = known.get(resourceName);
      outcomes[position] =
        id === undefined
          ? await register({ venID, ...resource })
          : { kind: "found", resourceName, id };
    }
  };
  const register = async (
    wanted: WantedResource & { readonly venID: string },
  ): Promise<ResourceOutcome> => {
    const { resourceName } = wanted;
    try {
      const { object, created } = await ensureResource(client, wanted, options);
      return { kind: created ? "created" : "found", resourceName, id: object.id };
    } catch (error) {
      return { kind: "failed", resourceName, error };
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, resources.length) }, worker));
  return outcomes;
}
