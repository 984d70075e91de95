import type { OpenAdrVersion } from "@ven/openadr-schema";
import type { VtnApi as VtnApi301 } from "./3.0.1/vtn-api.ts";
import type { VtnApi as VtnApi310 } from "./3.1.0/vtn-api.ts";

/**
 * A VTN, seen by one of its OAuth clients: what a version lacks is a type error. Made by
 * `createVtnClient`.
 */
export type VtnClient<Version extends OpenAdrVersion = OpenAdrVersion> = (Version extends "3.0.1"
  ? VtnApi301
  : VtnApi310) &
  VtnConnection<Version>;

/** The connection below a {@link VtnClient}. */
export interface VtnConnection<Version extends OpenAdrVersion = OpenAdrVersion>
  extends AsyncDisposable {
  /** What the client speaks. */
  readonly protocol: Version;
  /** The checked base address, without a trailing slash. */
  readonly vtnUrl: string;
  /** Ends the connections that the client does not share. Asking twice is harmless. */
  close(): Promise<void>;
}
