import { createVtnClient, VenClient, type VtnAuth, type VtnHttp } from "@ven/vtn-client";
import type { CommandContext } from "../compose/command-context.ts";

/** The id that the VTN gave a VEN; `undefined` if it does not know it. */
export async function findVen(
  { settings, logger }: CommandContext,
  http: VtnHttp,
  auth: VtnAuth,
  venName: string,
): Promise<string | undefined> {
  const { protocol = "flat" } = settings;
  if (protocol === "flat") {
    const ven = await new VenClient({ http, auth, venName, logger }).findVen();
    return ven?.vtnVenId;
  }
  const client = createVtnClient({ protocol, http, auth, logger });
  // Every VTN of 3.1.0 has it, and none of another version: an empty list of VENs tells nothing.
  if (client.protocol === "3.1.0") await client.auth.server();
  for await (const ven of client.vens.search({ venName })) {
    if (ven.venName === venName) return ven.id;
  }
  return undefined;
}
