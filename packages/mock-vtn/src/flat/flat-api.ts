import {
  type FlatReport,
  flatEventRequestSchema,
  flatProgramRequestSchema,
  flatReportSchema,
  flatResourceSchema,
  flatVenRequestSchema,
} from "@ven/openadr-schema";
import type { Authenticator } from "../auth/authenticator.ts";
import { ANONYMOUS, type Caller } from "../auth/caller.ts";
import type { TokenEndpoint } from "../auth/token-endpoint.ts";
import { NameTaken } from "../http/name-taken.ts";
import { QueryReader } from "../http/query-reader.ts";
import { type BodySchema, checkBody, type JsonBody, readJson } from "../http/read-json.ts";
import { Refusal } from "../http/refusal.ts";
import { RouteTree } from "../http/route-tree.ts";
import { jsonAnswer, type VtnAnswer } from "../http/vtn-answer.ts";
import type { VtnRequest } from "../http/vtn-request.ts";
import { checkOneVen } from "../personality/check-one-ven.ts";
import type { Personality } from "../personality/personality.ts";
import { checkRoom } from "../store/check-room.ts";
import type { IdCounter } from "../store/id-counter.ts";
import { FLAT_OPERATIONS, type FlatOperation, methodAndPath } from "./flat-operations.ts";
import type { FlatStoredReport } from "./flat-report-record.ts";
import type { FlatStore } from "./flat-store.ts";

/** What the flat dialect works on. */
export interface FlatApiOptions {
  readonly store: FlatStore;
  readonly ids: IdCounter;
  readonly authenticator: Authenticator;
  readonly personality: Personality;
  readonly tokenEndpoint: TokenEndpoint;
  readonly maxObjects: number;
  readonly maxBodyBytes: number;
  readonly onReport: (report: FlatStoredReport) => void;
}

/** One request of the flat dialect. */
interface FlatCall {
  readonly request: VtnRequest;
  readonly caller: Caller;
  readonly id: string;
  readonly query: QueryReader;
}

type FlatHandler = (call: FlatCall) => VtnAnswer | Promise<VtnAnswer>;

/** A handler for each operation; one that is missing is a type error. */
type FlatHandlers = Readonly<Record<FlatOperation, FlatHandler>>;

/** Answers the flat dialect: `/vens`, `/resources`, `/reports`, `/programs` and `/events`. */
export function flatApi(
  options: FlatApiOptions,
): (request: VtnRequest, path: string) => Promise<VtnAnswer> {
  const { authenticator, tokenEndpoint } = options;
  const handlers: FlatHandlers = {
    ...venHandlers(options),
    ...resourceHandlers(options),
    ...reportHandlers(options),
    ...programHandlers(options),
    ...eventHandlers(options),
    "POST /auth/token": ({ request }) => tokenEndpoint(request, "flat"),
  };
  const routes = new RouteTree(
    FLAT_OPERATIONS.map((operation) => ({
      ...methodAndPath(operation),
      target: { handler: handlers[operation], isOpen: operation === "POST /auth/token" },
    })),
  );
  return async (request, path) => {
    const { target, params } = routes.match(request.method, path);
    const caller = target.isOpen
      ? ANONYMOUS
      : await authenticator.authenticate(request.header("authorization"));
    request.note?.({ clientId: caller.clientId });
    const query = new QueryReader(request.query);
    return target.handler({ request, caller, id: params["id"] ?? "", query });
  };
}

function venHandlers(options: FlatApiOptions) {
  const { store, ids, personality, maxObjects, maxBodyBytes } = options;
  return {
    "POST /vens": async ({ request, caller }) => {
      const { body } = await readBody(request, maxBodyBytes, flatVenRequestSchema);
      if (store.vens.withKey(body.ven_name) !== undefined) {
        throw new NameTaken(`VEN "${body.ven_name}" exists; GET /vens?ven_name= tells its id`);
      }
      // As in 3.0.1: whoever has all rights makes VENs for others.
      if (personality.oneVenPerClient && caller.role === "VEN") {
        checkOneVen(store.vens, caller.clientId);
      }
      checkRoom("VENs", store.vens.size, maxObjects);
      const ven = { ...body, id: ids.next("ven") };
      store.addVen(ven, caller.clientId);
      return jsonAnswer(201, ven);
    },
    "GET /vens": ({ query }) => {
      const name = query.name("ven_name");
      const all = name === undefined ? [...store.vens.values()] : [store.vens.withKey(name) ?? []];
      return page(query, all.flat(), ({ ven }) => ven);
    },
    "GET /vens/{id}": ({ id }) => one(store.vens.get(id)?.ven),
  } satisfies Partial<FlatHandlers>;
}

function resourceHandlers({ store, maxObjects, maxBodyBytes }: FlatApiOptions) {
  return {
    "POST /resources": async ({ request }) => {
      const { body } = await readBody(request, maxBodyBytes, flatResourceSchema);
      if (store.vens.withKey(body.ven_name) === undefined) {
        throw new Refusal(404, `there is no VEN "${body.ven_name}"; register it first`);
      }
      if (store.hasResource(body.ven_name, { id: body.id, name: body.resource_name })) {
        throw new NameTaken(`resource "${body.resource_name}" exists at this VEN`);
      }
      checkRoom("resources", store.resourceCount, maxObjects);
      store.addResource(body);
      return jsonAnswer(201, body);
    },
    "GET /resources": ({ query }) => page(query, store.resources(query.name("ven_name"))),
  } satisfies Partial<FlatHandlers>;
}

function reportHandlers(options: FlatApiOptions) {
  const { store, ids, maxBodyBytes, onReport } = options;
  return {
    "POST /reports": async ({ request }) => {
      const { body, bytes } = await readBody(request, maxBodyBytes, flatReportSchema);
      checkReferences(store, body);
      const { id } = store.addReport(ids.next("report"), body, bytes);
      onReport({ ...body, id });
      return jsonAnswer(201, { id });
    },
    "GET /reports": ({ query }) => {
      const venId = query.name("ven_id");
      const resourceId = query.name("resource_id");
      const matching = [...store.reports.values()].filter(
        (report) =>
          (venId === undefined || report.venId === venId) &&
          (resourceId === undefined || report.resourceId === resourceId),
      );
      return page(query, matching, ({ report }) => report);
    },
  } satisfies Partial<FlatHandlers>;
}

function programHandlers(options: FlatApiOptions) {
  const { store, ids, maxObjects, maxBodyBytes } = options;
  return {
    "POST /programs": async ({ request }) => {
      const { body } = await readBody(request, maxBodyBytes, flatProgramRequestSchema);
      for (const { program_name: name } of store.programs.values()) {
        if (name === body.program_name) throw new NameTaken(`program "${name}" exists`);
      }
      checkRoom("programs", store.programs.size, maxObjects);
      const program = { ...body, id: ids.next("program") };
      store.programs.set(program.id, program);
      return jsonAnswer(201, program);
    },
    "GET /programs": ({ query }) => page(query, [...store.programs.values()]),
    "GET /programs/{id}": ({ id }) => one(store.programs.get(id)),
  } satisfies Partial<FlatHandlers>;
}

function eventHandlers(options: FlatApiOptions) {
  const { store, ids, maxObjects, maxBodyBytes } = options;
  return {
    "POST /events": async ({ request }) => {
      const { body } = await readBody(request, maxBodyBytes, flatEventRequestSchema);
      if (!store.programs.has(body.program_id)) {
        throw new Refusal(404, `there is no program "${body.program_id}"; create it first`);
      }
      checkRoom("events", store.events.size, maxObjects);
      const event = { ...body, id: ids.next("event") };
      store.events.set(event.id, event);
      return jsonAnswer(201, event);
    },
    "GET /events": ({ query }) => page(query, [...store.events.values()]),
    "GET /events/{id}": ({ id }) => one(store.events.get(id)),
  } satisfies Partial<FlatHandlers>;
}

/** A report names a VEN that is registered and, if that VEN has resources, one of them. */
function checkReferences(store: FlatStore, report: FlatReport): void {
  const ven = store.vens.get(report.ven_id)?.ven;
  if (ven === undefined) {
    throw new Refusal(404, `there is no VEN with ven_id "${report.ven_id}"; register it first`);
  }
  const { resource_id: id } = report;
  if (id === undefined || !store.hasResources(ven.ven_name)) return;
  if (store.hasResource(ven.ven_name, { id })) return;
  throw new Refusal(404, `VEN "${ven.ven_name}" has no resource "${id}"`);
}

async function readBody<Body>(
  request: VtnRequest,
  maxBodyBytes: number,
  schema: BodySchema<Body>,
): Promise<{ readonly body: Body; readonly bytes: JsonBody["bytes"] }> {
  const json = await readJson(request, maxBodyBytes);
  return { body: checkBody(schema, json), bytes: json.bytes };
}

function page<Item>(
  query: QueryReader,
  items: readonly Item[],
  show: (item: Item) => unknown = (item) => item,
): VtnAnswer {
  const { skip, limit } = query.page();
  return jsonAnswer(200, items.slice(skip, skip + limit).map(show));
}

function one(item: unknown): VtnAnswer {
  if (item === undefined) throw new Refusal(404, "there is no such object");
  return jsonAnswer(200, item);
}
