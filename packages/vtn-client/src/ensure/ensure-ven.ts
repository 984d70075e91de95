import type { OpenAdrVersion } from "@ven/openadr-schema";
import type { Ven as Ven301 } from "@ven/openadr-schema/3.0.1";
import type { ValuesMap, Ven as Ven310 } from "@ven/openadr-schema/3.1.0";
import type { Stored } from "../api/object-collection.ts";
import type { VtnClient } from "../api/vtn-client.ts";
import { OneVenPerClientError } from "../errors/one-ven-per-client-error.ts";
import { VenNameTakenError } from "../errors/ven-name-taken-error.ts";
import type { RequestOptions } from "../http/vtn-request.ts";
import { checkObjectName } from "./check-object-name.ts";
import { type Ensured, findOrCreate, firstOf } from "./find-or-create.ts";

/** A VEN that is to be at the VTN. */
export interface WantedVen {
  /** Unique at a VTN; 1 to 128 characters. */
  readonly venName: string;
  readonly attributes?: readonly ValuesMap[];
}

/** A VEN as a VTN of the client's version keeps it. */
export type EnsuredVen<Version extends OpenAdrVersion = OpenAdrVersion> = Version extends "3.0.1"
  ? Stored<Ven301>
  : Stored<Ven310>;

/**
 * Finds the VEN of this name, or registers it as the client's own. May be repeated.
 *
 * @throws {InvalidValueError} if the name is missing or too long
 * @throws {OneVenPerClientError} if the VTN refuses it with 409, and shows this client another VEN but
 * none of this name
 * @throws {VenNameTakenError} if the VTN refuses it with 409, and shows this client no VEN at all
 * @throws {VtnUnreachableError | VtnProblemError | VtnAnswerError | VtnAuthError}
 */
export function ensureVen<Version extends OpenAdrVersion>(
  client: VtnClient<Version>,
  ven: WantedVen,
  options: RequestOptions = {},
): Promise<Ensured<EnsuredVen<Version>>> {
  return ensureAnyVen(client, ven, options) as Promise<Ensured<EnsuredVen<Version>>>;
}

async function ensureAnyVen(
  client: VtnClient,
  ven: WantedVen,
  options: RequestOptions,
): Promise<Ensured<EnsuredVen>> {
  const venName = checkObjectName("venName", ven.venName);
  const search = (query: { readonly venName?: string }): AsyncIterable<EnsuredVen> =>
    client.vens.search(query, options);
  return findOrCreate<EnsuredVen>({
    // A VTN may ignore the name in the query.
    find: () => firstOf(search({ venName }), (known) => known.venName === venName),
    create: () =>
      client.protocol === "3.0.1"
        ? client.vens.create(ven, options)
        : client.vens.create({ objectType: "VEN_VEN_REQUEST", ...ven }, options),
    refused: async (cause) => {
      const own = await firstOf(search({}), () => true);
      // A client without a VEN cannot have met the rule of one per client.
      if (own === undefined) return new VenNameTakenError(venName, client.vtnUrl, { cause });
      return new OneVenPerClientError(venName, client.vtnUrl, { cause, ownVenName: own.venName });
    },
  });
}
