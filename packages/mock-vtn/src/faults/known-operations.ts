import type { ApiOperation, OpenAdrVersion } from "@ven/openadr-schema";
import { API_OPERATIONS as OPERATIONS_301 } from "@ven/openadr-schema/3.0.1";
import { API_OPERATIONS as OPERATIONS_310 } from "@ven/openadr-schema/3.1.0";
import { FLAT_OPERATIONS, type FlatOperation, methodAndPath } from "../flat/flat-operations.ts";
import type { MockVtnProtocol } from "../mock-vtn-protocol.ts";

/** Something that a client can ask of a mock VTN. */
export interface KnownOperation {
  readonly protocol: MockVtnProtocol;
  readonly method: string;
  /** Below the base path, ids in braces. */
  readonly path: string;
  /** Of 3.0.1 and 3.1.0 alone. */
  readonly operationId?: string;
  /** Whether its answer is a list, page by page. */
  readonly isList: boolean;
}

/** All that there is to ask. */
export const KNOWN_OPERATIONS: readonly KnownOperation[] = [
  ...FLAT_OPERATIONS.map(ofFlat),
  ...ofVersion("3.0.1", OPERATIONS_301),
  ...ofVersion("3.1.0", OPERATIONS_310),
];

function ofFlat(operation: FlatOperation): KnownOperation {
  const { method, path } = methodAndPath(operation);
  return { protocol: "flat", method, path, isList: method === "GET" && !path.includes("{") };
}

function ofVersion(
  protocol: OpenAdrVersion,
  operations: Readonly<Record<string, ApiOperation>>,
): readonly KnownOperation[] {
  return Object.entries(operations).map(([operationId, { method, path, query = [] }]) => {
    return { protocol, method, path, operationId, isList: query.includes("skip") };
  });
}
