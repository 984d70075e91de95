/** How a client proves to a VTN who it is. */
export type VtnAuth = NoAuth | BearerAuth | ClientCredentialsAuth;

/** The VTN is open to all. */
export interface NoAuth {
  readonly kind: "none";
}

/** A token from elsewhere, which is sent as it is. */
export interface BearerAuth {
  readonly kind: "bearer";
  /** 1 to 8192 visible ASCII characters; never logged. */
  readonly token: string;
}

/** OAuth 2.0 client credentials (RFC 6749, section 4.4), for which tokens are fetched and renewed. */
export interface ClientCredentialsAuth {
  readonly kind: "clientCredentials";
  /** 1 to 1_024 characters. */
  readonly clientId: string;
  /** 1 to 8_192 characters; never logged. */
  readonly clientSecret: string;
  /** Such as `read_all write_reports`. @defaultValue what the VTN gives without being asked */
  readonly scope?: string;
  /**
   * Where tokens are given, https.
   *
   * @defaultValue what `GET {vtnUrl}/auth/server` says or, if the VTN does not, `{vtnUrl}/auth/token`
   */
  readonly tokenUrl?: string;
  /** Whether id and secret go in the form, or as HTTP Basic. @defaultValue "body" */
  readonly sendCredentialsIn?: "body" | "basic";
  /**
   * Sends the credentials also to another origin, if the VTN names one. Safer is to give `tokenUrl`,
   * as a VTN that was broken into can name any. @defaultValue false
   */
  readonly allowForeignTokenUrl?: boolean;
}
