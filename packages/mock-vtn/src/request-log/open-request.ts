import type { FaultKind } from "../faults/fault.ts";
import type { MockVtnProtocol } from "../mock-vtn-protocol.ts";
import type { LoggedRequest } from "./logged-request.ts";

/** A request in the log while it is being answered: as little work as can be until somebody looks. */
export interface OpenRequest {
  readonly number: number;
  readonly method: string;
  readonly path: string;
  /** What stands behind the `?`. */
  readonly query: string;
  readonly receivedAtMs: number;
  protocol?: MockVtnProtocol;
  operationId?: string;
  clientId?: string;
  body?: string;
  fault?: FaultKind;
  status?: number;
  answeredAtMs?: number;
}

/** What a test gets to see of it. */
export function toLoggedRequest({ number, query, ...rest }: OpenRequest): LoggedRequest {
  return { id: `request-${number}`, ...rest, query: readQuery(query) };
}

function readQuery(query: string): LoggedRequest["query"] {
  const parameters = new URLSearchParams(query);
  const entries = [...new Set(parameters.keys())].map((name) => {
    const values = parameters.getAll(name);
    return [name, values.length === 1 ? (values[0] ?? "") : values] as const;
  });
  return Object.fromEntries(entries);
}
