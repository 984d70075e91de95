import { schemaIssues } from "@ven/openadr-schema";
import { z } from "zod";
import type { Terminal } from "../console/terminal.ts";
import { SettingError } from "../errors/setting-error.ts";
import { parseJsonFile } from "./parse-json-file.ts";
import { readSettingFile } from "./read-setting-file.ts";

/** An OAuth2 client as which a VEN, or business logic, logs in. */
export interface ClientCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** The OAuth2 clients of a credentials file. */
export interface CredentialsFile {
  /** By the VEN's local name. */
  readonly vens?: Readonly<Record<string, ClientCredentials>> | undefined;
  /** Creates the program and the event that reports quote, where VENs may not. */
  readonly businessLogic?: ClientCredentials | undefined;
}

const client = z.strictObject({
  clientId: z.string().min(1).max(4_096),
  clientSecret: z.string().min(1).max(4_096),
});
const fileShape = z.strictObject({
  vens: z.record(z.string().min(1).max(128), client).optional(),
  businessLogic: client.optional(),
});

/**
 * Reads the OAuth2 clients of a fleet from a JSON file.
 *
 * @param file - as the user wrote it
 * @throws {SettingError} if it cannot be read, is no JSON or has another shape; never shows a secret
 */
export async function readCredentialsFile(
  place: Pick<Terminal, "workingFolder">,
  file: string,
): Promise<CredentialsFile> {
  const text = await readSettingFile(place, "credentials", file);
  const input = parseJsonFile("credentials", file, text);
  const shape = fileShape.safeParse(input);
  if (shape.success) return shape.data;
  const [issue] = schemaIssues(shape.error);
  throw new SettingError(`the credentials file ${file} is wrong at ${issue?.path}: ${issue?.rule}`);
}
