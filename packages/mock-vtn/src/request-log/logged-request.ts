import type { FaultKind } from "../faults/fault.ts";
import type { MockVtnProtocol } from "../mock-vtn-protocol.ts";

/** One request that reached a mock VTN, for a test to assert on. No credential is kept. */
export interface LoggedRequest {
  /** `request-1`, `request-2`, and so on in the order of arrival. */
  readonly id: string;
  readonly method: string;
  /** As it came, such as `/openadr3/3.1.0/reports`. */
  readonly path: string;
  /** What stood behind `?`: a list where a name came more than once. */
  readonly query: Readonly<Record<string, string | readonly string[]>>;
  readonly protocol?: MockVtnProtocol;
  /** Of 3.0.1 and 3.1.0, where it was one of their operations. */
  readonly operationId?: string;
  /** Whose token it carried. */
  readonly clientId?: string;
  /** The body as far as the VTN read it, cut after 4,096 bytes; secrets are blotted out. */
  readonly body?: string;
  /** The fault that it met. */
  readonly fault?: FaultKind;
  /** Absent where no answer was given: not yet, or never because of a fault. */
  readonly status?: number;
  /** By the VTN's clock, epoch ms. */
  readonly receivedAtMs: number;
  /** By the VTN's clock, epoch ms. */
  readonly answeredAtMs?: number;
}
