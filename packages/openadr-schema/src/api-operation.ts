/** One operation of a VTN's HTTP interface. */
export interface ApiOperation {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Below the base address; `{venID}` and the like stand for ids. */
  readonly path: string;
  /** The OAuth2 scope that it asks for; `undefined` where it asks for none. */
  readonly scope?: string;
  /** Names of its query parameters. */
  readonly query?: readonly string[];
}
