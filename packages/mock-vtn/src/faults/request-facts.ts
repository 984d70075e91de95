import type { OpenAdrVersion } from "@ven/openadr-schema";
import { API_OPERATIONS as OPERATIONS_301 } from "@ven/openadr-schema/3.0.1";
import { API_OPERATIONS as OPERATIONS_310 } from "@ven/openadr-schema/3.1.0";
import { Refusal } from "../http/refusal.ts";
import { RouteTree } from "../http/route-tree.ts";
import type { VtnRequest } from "../http/vtn-request.ts";
import { type MockVtnProtocol, protocolAt } from "../mock-vtn-protocol.ts";

/** What decides whether a request meets a fault. */
export interface RequestFacts {
  readonly method: string;
  /** Below the base path of its protocol, such as `/reports`. */
  readonly path: string;
  readonly protocol?: MockVtnProtocol | undefined;
  /** Of 3.0.1 and 3.1.0, where the request is one of their operations. */
  readonly operationId?: string | undefined;
  /** The `Authorization` header. */
  readonly authorization?: string | undefined;
}

const OPERATION_TREES: Readonly<Record<OpenAdrVersion, RouteTree<string>>> = {
  "3.0.1": operationTree(OPERATIONS_301),
  "3.1.0": operationTree(OPERATIONS_310),
};

/** Finds out what a request is about, before the VTN itself does. */
export function requestFacts(request: VtnRequest): RequestFacts {
  const { method } = request;
  const authorization = request.header("authorization");
  const { protocol, path } = unlessRefused(() => protocolAt(request.path)) ?? {
    path: request.path,
  };
  const operationId =
    protocol === undefined || protocol === "flat"
      ? undefined
      : unlessRefused(() => OPERATION_TREES[protocol].match(method, path).target);
  return { method, path, protocol, operationId, authorization };
}

function operationTree(
  operations: Readonly<Record<string, { readonly method: string; readonly path: string }>>,
): RouteTree<string> {
  return new RouteTree(
    Object.entries(operations).map(([operationId, { method, path }]) => ({
      method,
      path,
      target: operationId,
    })),
  );
}

/** Nothing where the VTN would refuse the request. */
function unlessRefused<Value>(find: () => Value): Value | undefined {
  try {
    return find();
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}
