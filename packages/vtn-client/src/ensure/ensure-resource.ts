import type { OpenAdrVersion } from "@ven/openadr-schema";
import type { VtnClient } from "../api/vtn-client.ts";
import type { RequestOptions } from "../http/vtn-request.ts";
import { type Ensured, findOrCreate } from "./find-or-create.ts";
import {
  type EnsuredResource,
  resourceSteps,
  resourcesOfVen,
  type WantedResource,
} from "./resources-of-ven.ts";

/**
 * Finds the resource of this name at a VEN, or registers it. May be repeated.
 *
 * @param resource.venID - the id that the VTN gave the VEN
 * @throws {VtnUnreachableError | VtnProblemError | VtnAnswerError | VtnAuthError}
 */
export async function ensureResource(
  client: VtnClient<OpenAdrVersion>,
  resource: WantedResource & { readonly venID: string },
  options: RequestOptions = {},
): Promise<Ensured<EnsuredResource>> {
  const { venID, ...wanted } = resource;
  return findOrCreate(resourceSteps(resourcesOfVen(client, venID, options), wanted));
}
