import { API_OPERATIONS as OPERATIONS_301 } from "@ven/openadr-schema/3.0.1";
import { API_OPERATIONS as OPERATIONS_310 } from "@ven/openadr-schema/3.1.0";
import { FLAT_OPERATIONS, methodAndPath } from "../flat/flat-operations.ts";
import type { MockVtnProtocol } from "../mock-vtn-protocol.ts";

/** Something that a client can ask of a mock VTN. */
export interface KnownOperation {
  readonly protocol: MockVtnProtocol;
  readonly method: string;
  /** Below the base path, ids in braces. */
  readonly path: string;
  /** Of 3.0.1 and 3.1.0 alone. */
  readonly operationId?: string;
}

/** All that there is to ask. */
export const KNOWN_OPERATIONS: readonly KnownOperation[] = [
  ...FLAT_OPERATIONS.map(
    (operation) => ({ protocol: "flat", ...methodAndPath(operation) }) as const,
  ),
  ...Object.entries(OPERATIONS_301).map(
    ([operationId, { method, path }]) =>
      ({ protocol: "3.0.1", method, path, operationId }) as const,
  ),
  ...Object.entries(OPERATIONS_310).map(
    ([operationId, { method, path }]) =>
      ({ protocol: "3.1.0", method, path, operationId }) as const,
  ),
];
