import {
  type FlatReport,
  flatEventRequestSchema,
  flatProgramRequestSchema,
  flatReportSchema,
  flatResourceSchema,
  flatVenRequestSchema,
} from "@ven/openadr-schema";
import type { Authenticator } from "../auth/authenticator.ts";
import type { TokenEndpoint } from "../auth/token-endpoint.ts";
import { QueryReader } from "../http/query-reader.ts";
import { type BodySchema, checkBody, type JsonBody, readJson } from "../http/read-json.ts";
import { Refusal } from "../http/refusal.ts";
import { type Route, RouteTree } from "../http/route-tree.ts";
import { jsonAnswer, type VtnAnswer } from "../http/vtn-answer.ts";
import type { VtnRequest } from "../http/vtn-request.ts";
import { checkRoom } from "../store/check-room.ts";
import type { IdCounter } from "../store/id-counter.ts";
import type { FlatStoredReport } from "./flat-report-record.ts";
import type { FlatStore } from "./flat-store.ts";

/** What the flat dialect works on. */
export interface FlatApiOptions {
  readonly store: FlatStore;
  readonly ids: IdCounter;
  readonly authenticator: Authenticator;
  readonly tokenEndpoint: TokenEndpoint;
  readonly maxObjects: number;
  readonly maxBodyBytes: number;
  readonly onReport: (report: FlatStoredReport) => void;
}

/** One request of the flat dialect. */
interface FlatCall {
  readonly request: VtnRequest;
  readonly id: string;
  readonly query: QueryReader;
}

type FlatHandler = (call: FlatCall) => VtnAnswer | Promise<VtnAnswer>;

/** Answers the flat dialect: `/vens`, `/resources`, `/reports`, `/programs` and `/events`. */
export function flatApi(
  options: FlatApiOptions,
): (request: VtnRequest, path: string) => Promise<VtnAnswer> {
  const { authenticator, tokenEndpoint } = options;
  const routes = new RouteTree<FlatHandler>([
    ...venRoutes(options),
    ...resourceRoutes(options),
    ...reportRoutes(options),
    ...programRoutes(options),
    ...eventRoutes(options),
    route("POST", "/auth/token", ({ request }) => tokenEndpoint(request, "flat")),
  ]);
  return async (request, path) => {
    const { target: handler, params } = routes.match(request.method, path);
    if (path !== "/auth/token") {
      const { clientId } = await authenticator.authenticate(request.header("authorization"));
      request.note?.({ clientId });
    }
    return handler({ request, id: params["id"] ?? "", query: new QueryReader(request.query) });
  };
}

function route(method: string, path: string, target: FlatHandler): Route<FlatHandler> {
  return { method, path, target };
}

function venRoutes({ store, ids, maxObjects, maxBodyBytes }: FlatApiOptions): Route<FlatHandler>[] {
  return [
    route("POST", "/vens", async ({ request }) => {
      const { body } = await readBody(request, maxBodyBytes, flatVenRequestSchema);
      if (store.venNamed(body.ven_name) !== undefined) {
        const detail = `VEN "${body.ven_name}" exists; GET /vens?ven_name= tells its id`;
        throw new Refusal(409, detail);
      }
      checkRoom("VENs", store.venCount, maxObjects);
      const ven = { ...body, id: ids.next("ven") };
      store.addVen(ven);
      return jsonAnswer(201, ven);
    }),
    route("GET", "/vens", ({ query }) => {
      const name = query.name("ven_name");
      return page(query, name === undefined ? store.vens : [store.venNamed(name) ?? []].flat());
    }),
    route("GET", "/vens/{id}", ({ id }) => one(store.ven(id))),
  ];
}

function resourceRoutes({ store, maxObjects, maxBodyBytes }: FlatApiOptions): Route<FlatHandler>[] {
  return [
    route("POST", "/resources", async ({ request }) => {
      const { body } = await readBody(request, maxBodyBytes, flatResourceSchema);
      if (store.venNamed(body.ven_name) === undefined) {
        throw new Refusal(404, `there is no VEN "${body.ven_name}"; register it first`);
      }
      if (store.hasResource(body.ven_name, { id: body.id, name: body.resource_name })) {
        throw new Refusal(409, `resource "${body.resource_name}" exists at this VEN`);
      }
      checkRoom("resources", store.resourceCount, maxObjects);
      store.addResource(body);
      return jsonAnswer(201, body);
    }),
    route("GET", "/resources", ({ query }) => page(query, store.resources(query.name("ven_name")))),
  ];
}

function reportRoutes(options: FlatApiOptions): Route<FlatHandler>[] {
  const { store, ids, maxBodyBytes, onReport } = options;
  return [
    route("POST", "/reports", async ({ request }) => {
      const { body, bytes } = await readBody(request, maxBodyBytes, flatReportSchema);
      checkReferences(store, body);
      const { id } = store.addReport(ids.next("report"), body, bytes);
      onReport({ ...body, id });
      return jsonAnswer(201, { id });
    }),
    route("GET", "/reports", ({ query }) => {
      const venId = query.name("ven_id");
      const resourceId = query.name("resource_id");
      const matching = [...store.reports.values()].filter(
        (report) =>
          (venId === undefined || report.venId === venId) &&
          (resourceId === undefined || report.resourceId === resourceId),
      );
      return page(query, matching, ({ report }) => report);
    }),
  ];
}

function programRoutes(options: FlatApiOptions): Route<FlatHandler>[] {
  const { store, ids, maxObjects, maxBodyBytes } = options;
  return [
    route("POST", "/programs", async ({ request }) => {
      const { body } = await readBody(request, maxBodyBytes, flatProgramRequestSchema);
      for (const { program_name: name } of store.programs.values()) {
        if (name === body.program_name) throw new Refusal(409, `program "${name}" exists`);
      }
      checkRoom("programs", store.programs.size, maxObjects);
      const program = { ...body, id: ids.next("program") };
      store.programs.set(program.id, program);
      return jsonAnswer(201, program);
    }),
    route("GET", "/programs", ({ query }) => page(query, [...store.programs.values()])),
    route("GET", "/programs/{id}", ({ id }) => one(store.programs.get(id))),
  ];
}

function eventRoutes(options: FlatApiOptions): Route<FlatHandler>[] {
  const { store, ids, maxObjects, maxBodyBytes } = options;
  return [
    route("POST", "/events", async ({ request }) => {
      const { body } = await readBody(request, maxBodyBytes, flatEventRequestSchema);
      if (!store.programs.has(body.program_id)) {
        throw new Refusal(404, `there is no program "${body.program_id}"; create it first`);
      }
      checkRoom("events", store.events.size, maxObjects);
      const event = { ...body, id: ids.next("event") };
      store.events.set(event.id, event);
      return jsonAnswer(201, event);
    }),
    route("GET", "/events", ({ query }) => page(query, [...store.events.values()])),
    route("GET", "/events/{id}", ({ id }) => one(store.events.get(id))),
  ];
}

/** A report names a VEN that is registered and, if that VEN has resources, one of them. */
function checkReferences(store: FlatStore, report: FlatReport): void {
  const ven = store.ven(report.ven_id);
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
