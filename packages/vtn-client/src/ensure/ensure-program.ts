import type { OpenAdrVersion } from "@ven/openadr-schema";
import type { Program as Program301 } from "@ven/openadr-schema/3.0.1";
import type { Program as Program310 } from "@ven/openadr-schema/3.1.0";
import type { Stored } from "../api/object-collection.ts";
import type { VtnClient } from "../api/vtn-client.ts";
import type { RequestOptions } from "../http/vtn-request.ts";
import { checkObjectName } from "./check-object-name.ts";
import { type Ensured, findOrCreate, firstOf } from "./find-or-create.ts";

/** A program as a VTN of the client's version keeps it. */
export type EnsuredProgram<Version extends OpenAdrVersion = OpenAdrVersion> =
  Version extends "3.0.1" ? Stored<Program301> : Stored<Program310>;

/**
 * Finds the program of this name, or creates it, which most VTNs allow business logic alone. May be
 * repeated. No version can be asked for a name, so all programs are read, at most until it is found.
 *
 * @throws {InvalidValueError} if the name is missing or too long
 * @throws {VtnUnreachableError | VtnProblemError | VtnAnswerError | VtnAuthError}
 */
export function ensureProgram<Version extends OpenAdrVersion>(
  client: VtnClient<Version>,
  program: { readonly programName: string },
  options: RequestOptions = {},
): Promise<Ensured<EnsuredProgram<Version>>> {
  const ensured = ensureAnyProgram(client, program.programName, options);
  return ensured as Promise<Ensured<EnsuredProgram<Version>>>;
}

async function ensureAnyProgram(
  client: VtnClient,
  name: string,
  options: RequestOptions,
): Promise<Ensured<EnsuredProgram>> {
  const programName = checkObjectName("programName", name);
  const all = (): AsyncIterable<EnsuredProgram> => client.programs.search({}, options);
  return findOrCreate<EnsuredProgram>({
    find: () => firstOf(all(), (known) => known.programName === programName),
    create: () => client.programs.create({ programName }, options),
    refused: async (cause) => cause,
  });
}
