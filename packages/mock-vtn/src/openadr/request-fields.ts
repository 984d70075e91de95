import type { OpenAdrVersion } from "@ven/openadr-schema";

/** What a VTN alone says of an object; it ignores what a request says of these. */
const METADATA = ["id", "createdDateTime", "modificationDateTime", "objectType"] as const;

/** What it says besides of objects that belong to a client. */
export const STAMPED: Readonly<Record<OpenAdrVersion, readonly string[]>> = {
  "3.0.1": [],
  "3.1.0": ["clientID"],
};

/** The stamp of a client on its objects. */
export function clientStamp(
  version: OpenAdrVersion,
  clientId: string,
): { readonly clientID?: string } {
  return version === "3.0.1" ? {} : { clientID: clientId };
}

/** What a body asks to be kept: itself without what the VTN alone says. */
export function requestFields<Fields extends object>(
  body: Fields,
  alsoLeftOut: readonly string[] = [],
): Fields {
  const leftOut = [...METADATA, ...alsoLeftOut];
  if (!leftOut.some((key) => Object.hasOwn(body, key))) return body;
  const kept = Object.entries(body).filter(([key]) => !leftOut.includes(key));
  return Object.fromEntries(kept) as Fields;
}
