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
 * @throws {InvalidValueError} if the id is none that a VTN can have given, or the name is missing or too long
 * @throws {VtnUnreachableError | VtnProblemError | VtnAnswerError | VtnAuthError}
 */
export async function ensureResource<Version extends OpenAdrVersion>(
  client: VtnClient<Version>,
  resource: WantedResource & { readonly venID: string },
  options: RequestOptions = {},
): Promise<Ensured<EnsuredResource<Version>>> {
  const { venID, ...wanted } = resource;
  const steps = resourceSteps(resourcesOfVen(client, venID, options), wanted);
  return (await findOrCreate(steps)) as Ensured<EnsuredResource<Version>>;
}
