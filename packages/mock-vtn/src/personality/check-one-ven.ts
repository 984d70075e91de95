import { Refusal } from "../http/refusal.ts";

/** VENs, found by the client that they belong to. */
export interface VensOfClients {
  inGroup(clientId: string): readonly { readonly id: string }[];
}

/**
 * Makes sure that a client has no VEN yet, where one is all that a client may have.
 *
 * @param previous - the VEN that is being changed, if any
 * @throws {Refusal} 409
 */
export function checkOneVen(
  vens: VensOfClients,
  clientId: string,
  previous?: { readonly id: string },
): void {
  if (vens.inGroup(clientId).every(({ id }) => id === previous?.id)) return;
  throw new Refusal(409, `client "${clientId}" has a VEN; this VTN allows one VEN per client`);
}
