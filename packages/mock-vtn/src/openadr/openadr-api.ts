import type { ApiOperation } from "@ven/openadr-schema";
import {
  API_OPERATIONS as OPERATIONS_301,
  type OperationId as OperationId301,
} from "@ven/openadr-schema/3.0.1";
import {
  API_OPERATIONS as OPERATIONS_310,
  type OperationId as OperationId310,
} from "@ven/openadr-schema/3.1.0";
import type { Authenticator } from "../auth/authenticator.ts";
import { ANONYMOUS, type Caller, hasScope, requireScope } from "../auth/caller.ts";
import { checkObjectId, QueryReader } from "../http/query-reader.ts";
import { type Route, RouteTree } from "../http/route-tree.ts";
import type { VtnAnswer } from "../http/vtn-answer.ts";
import type { VtnRequest } from "../http/vtn-request.ts";
import type { ObjectView, Viewer } from "../privacy/object-view.ts";
import { resourceRoutes as resourceRoutes301 } from "./3.0.1/resource-routes.ts";
import { venRoutes as venRoutes301 } from "./3.0.1/ven-routes.ts";
import { resourceRoutes as resourceRoutes310 } from "./3.1.0/resource-routes.ts";
import { venRoutes as venRoutes310 } from "./3.1.0/ven-routes.ts";
import { authRoutes } from "./auth-routes.ts";
import { eventRoutes } from "./event-routes.ts";
import { notifierRoutes } from "./notifier-routes.ts";
import type { OpenAdrVtn } from "./openadr-vtn.ts";
import type { OperationHandler, OperationHandlers } from "./operation-call.ts";
import { programRoutes } from "./program-routes.ts";
import { reportRoutes } from "./report-routes.ts";
import { subscriptionRoutes } from "./subscription-routes.ts";

/** An operation and what does it. */
interface Operation {
  readonly operationId: string;
  readonly scope: string | undefined;
  readonly handler: OperationHandler;
}

/** Answers the requests of one version. */
export type OpenAdrApi = (
  request: VtnRequest,
  /** Below the base path. */
  path: string,
) => VtnAnswer | Promise<VtnAnswer>;

/** Makes what answers the operations of one version, each as its OpenAPI file has it. */
export function openAdrApi(
  vtn: OpenAdrVtn,
  authenticator: Authenticator,
  viewOf: (viewer: Viewer) => ObjectView,
): OpenAdrApi {
  const { version } = vtn;
  const routes = new RouteTree(
    version === "3.0.1"
      ? operationRoutes(OPERATIONS_301, handlers301(vtn))
      : operationRoutes(OPERATIONS_310, handlers310(vtn)),
  );
  return async (request, path) => {
    const { target: operation, params } = routes.match(request.method, path);
    request.note?.({ operationId: operation.operationId });
    const caller =
      operation.scope === undefined
        ? ANONYMOUS
        : await authenticator.authenticate(request.header("authorization"));
    request.note?.({ clientId: caller.clientId });
    checkScope(operation, caller, vtn);
    for (const name of Object.keys(params)) checkObjectId(name, params[name] ?? "");
    const query = new QueryReader(request.query);
    return operation.handler({ request, caller, params, query, view: viewOf(caller) });
  };
}

function handlers301(vtn: OpenAdrVtn): OperationHandlers<OperationId301> {
  return {
    ...programRoutes(vtn),
    ...eventRoutes(vtn),
    ...reportRoutes(vtn),
    ...subscriptionRoutes(vtn),
    ...venRoutes301(vtn),
    ...resourceRoutes301(vtn),
    fetchToken: authRoutes(vtn).fetchToken,
  };
}

function handlers310(vtn: OpenAdrVtn): OperationHandlers<OperationId310> {
  return {
    ...programRoutes(vtn),
    ...eventRoutes(vtn),
    ...reportRoutes(vtn),
    ...subscriptionRoutes(vtn),
    ...venRoutes310(vtn),
    ...resourceRoutes310(vtn),
    ...authRoutes(vtn),
    ...notifierRoutes(vtn),
  };
}

function operationRoutes<OperationId extends string>(
  operations: Readonly<Record<OperationId, ApiOperation>>,
  handlers: OperationHandlers<OperationId>,
): readonly Route<Operation>[] {
  return (Object.keys(operations) as OperationId[]).map((operationId) => {
    const { method, path, scope } = operations[operationId];
    return { method, path, target: { operationId, scope, handler: handlers[operationId] } };
  });
}

/** @throws {Refusal} 403 */
function checkScope({ operationId, scope }: Operation, caller: Caller, vtn: OpenAdrVtn): void {
  if (scope === undefined) return;
  const { version } = vtn;
  // The YAML asks for business logic's read_all, but VENs need it to find their notifications.
  if (operationId === "listAllNotifiers") {
    const readScopes = ["read_all", "read_targets", "read_ven_objects", "read_bl"];
    if (readScopes.some((readScope) => hasScope(caller, version, readScope))) return;
  }
  requireScope(caller, version, scope);
}
