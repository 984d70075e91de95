import type { OpenAdrVersion } from "@ven/openadr-schema";
import type { Ven as Ven301 } from "@ven/openadr-schema/3.0.1";
import type { ValuesMap, Ven as Ven310 } from "@ven/openadr-schema/3.1.0";
import type { Stored } from "../api/object-collection.ts";
import type { VtnClient } from "../api/vtn-client.ts";
import { OneVenPerClientError } from "../errors/one-ven-per-client-error.ts";
import type { RequestOptions } from "../http/vtn-request.ts";
import { type Ensured, findOrCreate, firstOf } from "./find-or-create.ts";

/** A VEN that is to be at the VTN. */
export interface WantedVen {
  /** Unique at a VTN; 1 to 128 characters. */
  readonly venName: string;
  readonly attributes?: readonly ValuesMap[];
}

/** A VEN of either version. */
export type EnsuredVen = Stored<Ven301> | Stored<Ven310>;

/**
 * Finds the VEN of this name, or registers it as the client's own. May be repeated.
 *
 * @throws {OneVenPerClientError} if the VTN refuses it with 409 and does not show it to this client
 * @throws {VtnUnreachableError | VtnProblemError | VtnAnswerError | VtnAuthError}
 */
export function ensureVen(
  client: VtnClient<OpenAdrVersion>,
  ven: WantedVen,
  options: RequestOptions = {},
): Promise<Ensured<EnsuredVen>> {
  const { venName } = ven;
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
      return new OneVenPerClientError(venName, client.vtnUrl, { cause, ownVenName: own?.venName });
    },
  });
}
