import {
  type FlatReport,
  flatEventRequestSchema,
  flatProgramRequestSchema,
  flatReportSchema,
  flatResourceSchema,
  flatVenRequestSchema,
  schemaIssues,
} from "@ven/openadr-schema";
import { type Context, Hono } from "hono";
import { problemAnswer } from "../http/problem-answer.ts";
import type { StoredReport, VtnState } from "../state/vtn-state.ts";

/** What the routes of the flat dialect work on. */
export interface FlatRoutesOptions {
  readonly state: VtnState;
  readonly maxObjects: number;
  readonly onReport: (report: StoredReport) => void;
}

/** The flat dialect: `/vens`, `/resources`, `/reports`, `/programs` and `/events`. */
export function flatRoutes({ state, maxObjects, onReport }: FlatRoutesOptions): Hono {
  const routes = new Hono();

  routes.post("/vens", async (context) => {
    const body = await readBody(context, flatVenRequestSchema);
    if (body instanceof Response) return body;
    if (state.venNamed(body.ven_name) !== undefined) {
      return problemAnswer(409, `VEN "${body.ven_name}" exists; GET /vens?ven_name= tells its id`);
    }
    if (state.venCount >= maxObjects) return full("VENs", maxObjects);
    const ven = { ...body, id: state.newId("ven") };
    state.addVen(ven);
    return Response.json(ven, { status: 201 });
  });
  routes.get("/vens", (context) => {
    const name = context.req.query("ven_name");
    const found = name === undefined ? state.vens : [state.venNamed(name) ?? []].flat();
    return page(context, found);
  });
  routes.get("/vens/:id", (context) => one(state.ven(context.req.param("id"))));

  routes.post("/resources", async (context) => {
    const body = await readBody(context, flatResourceSchema);
    if (body instanceof Response) return body;
    if (state.venNamed(body.ven_name) === undefined) {
      return problemAnswer(404, `there is no VEN "${body.ven_name}"; register it first`);
    }
    if (state.hasResource(body.ven_name, { id: body.id, name: body.resource_name })) {
      return problemAnswer(409, `resource "${body.resource_name}" exists at this VEN`);
    }
    if (state.resourceCount >= maxObjects) return full("resources", maxObjects);
    state.addResource(body);
    return Response.json(body, { status: 201 });
  });
  routes.get("/resources", (context) => {
    return page(context, state.resources(context.req.query("ven_name")));
  });

  routes.post("/reports", async (context) => {
    const body = await readBody(context, flatReportSchema);
    if (body instanceof Response) return body;
    const refusal = checkReferences(state, body);
    if (refusal !== undefined) return refusal;
    const report: StoredReport = { ...body, id: state.newId("report") };
    state.reports.add(report);
    onReport(report);
    return Response.json({ id: report.id }, { status: 201 });
  });
  routes.get("/reports", (context) => {
    const { ven_id: venId, resource_id: resourceId } = context.req.query();
    const matching = state.reports
      .toArray()
      .filter((report) => venId === undefined || report.ven_id === venId)
      .filter((report) => resourceId === undefined || report.resource_id === resourceId);
    return page(context, matching);
  });

  routes.post("/programs", async (context) => {
    const body = await readBody(context, flatProgramRequestSchema);
    if (body instanceof Response) return body;
    const isKnown = [...state.programs.values()].some(
      ({ program_name }) => program_name === body.program_name,
    );
    if (isKnown) return problemAnswer(409, `program "${body.program_name}" exists`);
    if (state.programs.size >= maxObjects) return full("programs", maxObjects);
    const program = { ...body, id: state.newId("program") };
    state.programs.set(program.id, program);
    return Response.json(program, { status: 201 });
  });
  routes.get("/programs", (context) => page(context, [...state.programs.values()]));
  routes.get("/programs/:id", (context) => one(state.programs.get(context.req.param("id"))));

  routes.post("/events", async (context) => {
    const body = await readBody(context, flatEventRequestSchema);
    if (body instanceof Response) return body;
    if (!state.programs.has(body.program_id)) {
      return problemAnswer(404, `there is no program "${body.program_id}"; create it first`);
    }
    if (state.events.size >= maxObjects) return full("events", maxObjects);
    const event = { ...body, id: state.newId("event") };
    state.events.set(event.id, event);
    return Response.json(event, { status: 201 });
  });
  routes.get("/events", (context) => page(context, [...state.events.values()]));
  routes.get("/events/:id", (context) => one(state.events.get(context.req.param("id"))));

  for (const path of ["/vens", "/resources", "/reports", "/programs", "/events"]) {
    routes.all(path, () =>
      problemAnswer(405, `${path} knows GET and POST`, { allow: "GET, POST" }),
    );
  }
  return routes;
}

/** A report names a VEN that is registered and, if that VEN has resources, one of them. */
function checkReferences(state: VtnState, report: FlatReport): Response | undefined {
  const ven = state.ven(report.ven_id);
  if (ven === undefined) {
    return problemAnswer(404, `there is no VEN with ven_id "${report.ven_id}"; register it first`);
  }
  const { resource_id: id } = report;
  if (id === undefined || !state.hasResources(ven.ven_name)) return undefined;
  if (state.hasResource(ven.ven_name, { id })) return undefined;
  return problemAnswer(404, `VEN "${ven.ven_name}" has no resource "${id}"`);
}

/** As much of a schema as a body needs. */
interface BodySchema<Body> {
  safeParse(
    value: unknown,
  ):
    | { readonly success: true; readonly data: Body }
    | { readonly success: false; readonly error: Parameters<typeof schemaIssues>[0] };
}

async function readBody<Body>(
  context: Context,
  schema: BodySchema<Body>,
): Promise<Body | Response> {
  const mediaType = context.req.header("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (mediaType !== "application/json") {
    return problemAnswer(415, "send the body as content-type: application/json");
  }
  let value: unknown;
  try {
    value = JSON.parse(await context.req.text());
  } catch {
    return problemAnswer(400, "the body is no JSON");
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issues = schemaIssues(parsed.error).map(({ path, rule }) => `${path}: ${rule}`);
  return problemAnswer(400, issues.join("; "));
}

/** A page of a list by `skip` (default 0) and `limit` (1 to 50, default 50). */
function page(context: Context, items: readonly unknown[]): Response {
  const { skip = "0", limit = "50" } = context.req.query();
  if (!/^\d{1,9}$/.test(skip)) return problemAnswer(400, "skip: give a whole number, 0 or more");
  if (!/^\d{1,2}$/.test(limit) || Number(limit) < 1 || Number(limit) > 50) {
    return problemAnswer(400, "limit: give a whole number from 1 to 50");
  }
  return Response.json(items.slice(Number(skip), Number(skip) + Number(limit)));
}

function one(item: unknown): Response {
  return item === undefined
    ? problemAnswer(404, "there is no object of this id")
    : Response.json(item);
}

function full(what: string, maxObjects: number): Response {
  return problemAnswer(507, `this mock VTN keeps at most ${maxObjects} ${what}; raise maxObjects`);
}
