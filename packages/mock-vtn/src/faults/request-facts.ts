/** A dialect that a mock VTN speaks. */
export type FaultProtocol = "flat" | "3.0.1" | "3.1.0";

/** What decides whether a request meets a fault. */
export interface RequestFacts {
  readonly method: string;
  /** Below the base path of its protocol, such as `/reports`. */
  readonly path: string;
  readonly protocol?: FaultProtocol | undefined;
  /** Of 3.0.1 and 3.1.0, where the request is one of their operations. */
  readonly operationId?: string | undefined;
  /** The `Authorization` header. */
  readonly authorization?: string | null | undefined;
}
