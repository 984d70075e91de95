import { describeError, InvalidValueError, type Logger, silentLogger } from "@ven/core";
import type { FlatEvent, FlatProgram, FlatResource, FlatVen, Problem } from "@ven/openadr-schema";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { flatRoutes } from "./flat/flat-routes.ts";
import { bearerCheck } from "./http/bearer-check.ts";
import { problemAnswer } from "./http/problem-answer.ts";
import { MOCK_VTN_LOG } from "./mock-vtn-log.ts";
import type { MockVtnOptions } from "./mock-vtn-options.ts";
import { type StoredReport, VtnState } from "./state/vtn-state.ts";

/** Where a mock VTN's paths begin. */
export const BASE_PATH = "/openadr3";

/** A VTN in memory: give it a request, get its answer, look at what it knows. */
export interface MockVtn {
  /** Answers a request whose path begins with `/openadr3`; never throws. */
  handle(request: Request): Promise<Response>;
  readonly vens: readonly FlatVen[];
  readonly resources: readonly FlatResource[];
  readonly programs: readonly FlatProgram[];
  readonly events: readonly FlatEvent[];
  /** The newest reports, oldest first; at most `maxReports`. */
  readonly reports: readonly StoredReport[];
  /** How many reports were ever accepted. */
  readonly reportCount: number;
  /** How many requests were refused (answered with 400 or above). */
  readonly refusedCount: number;
  /** Calls back with each report when it is stored; returns a function that stops it. */
  onReport(callback: (report: StoredReport) => void): () => void;
  /** Forgets everything. */
  reset(): void;
}

/**
 * Makes a VTN in memory, without a socket.
 *
 * @throws {InvalidValueError} if an option is out of its range
 */
export function createMockVtn(options: MockVtnOptions = {}): MockVtn {
  const maxReports = checkCount("maxReports", options.maxReports ?? 10_000);
  const maxObjects = checkCount("maxObjects", options.maxObjects ?? 100_000);
  const maxSize = checkCount("maxBodyBytes", options.maxBodyBytes ?? 1_048_576);
  const { bearerToken, logger = silentLogger } = options;
  const isAllowed = bearerToken === undefined ? () => true : bearerCheck([bearerToken].flat());
  const state = new VtnState(maxReports);
  const listeners = new Set<(report: StoredReport) => void>();

  const app = new Hono();
  app.use(async (context, next) => {
    if (isAllowed(context.req.raw.headers.get("authorization"))) return next();
    return problemAnswer(401, "the bearer token is missing or not known", {
      "www-authenticate": "Bearer",
    });
  });
  app.use(
    bodyLimit({
      maxSize,
      onError: () => problemAnswer(413, `the body is over ${maxSize} bytes`),
    }),
  );
  const onReport = (report: StoredReport) => {
    for (const listener of listeners) {
      try {
        listener(report);
      } catch (error) {
        // The report is stored: the VEN must hear so, whatever the one who looks on does.
        logger.error({ reason: describeError(error) }, MOCK_VTN_LOG.callbackFailed);
      }
    }
  };
  app.route(BASE_PATH, flatRoutes({ state, maxObjects, onReport }));
  app.notFound((context) => problemAnswer(404, `${context.req.path} is not a path of this VTN`));
  app.onError((error) => {
    logger.error({ reason: describeError(error) }, MOCK_VTN_LOG.failed);
    return problemAnswer(500, "the mock VTN failed; its log says why");
  });

  return {
    async handle(request) {
      const answer = await app.fetch(request);
      if (answer.status >= 400) {
        state.refusedCount += 1;
        await logRefusal(logger, request, answer);
      }
      return answer;
    },
    get vens() {
      return state.vens;
    },
    get resources() {
      return state.resources();
    },
    get programs() {
      return [...state.programs.values()];
    },
    get events() {
      return [...state.events.values()];
    },
    get reports() {
      return state.reports.toArray();
    },
    get reportCount() {
      return state.reports.totalCount;
    },
    get refusedCount() {
      return state.refusedCount;
    },
    onReport(callback) {
      listeners.add(callback);
      return () => listeners.delete(callback);
    },
    reset() {
      state.clear();
    },
  };
}

async function logRefusal(logger: Logger, request: Request, answer: Response): Promise<void> {
  const { status } = answer;
  // The answer to HEAD has no body.
  const { detail } = parseProblem(await answer.clone().text());
  const path = new URL(request.url).pathname;
  // 409 is how a VEN that comes back learns that it is known.
  logger[status === 409 ? "debug" : "warn"](
    { method: request.method, path, status, detail },
    MOCK_VTN_LOG.refused,
  );
}

function parseProblem(text: string): Problem {
  return text === "" ? {} : (JSON.parse(text) as Problem);
}

function checkCount(name: string, value: number): number {
  if (!Number.isInteger(value) || value < 1 || value > 1e9) {
    throw new InvalidValueError(name, value, "give a whole number, 1 to 1000000000");
  }
  return value;
}
