import type { Problem } from "@ven/openadr-schema";
import { jsonAnswer, type VtnAnswer } from "./vtn-answer.ts";

const TITLES: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  409: "Conflict",
  413: "Content Too Large",
  415: "Unsupported Media Type",
  429: "Too Many Requests",
  500: "Internal Server Error",
  501: "Not Implemented",
  503: "Service Unavailable",
  507: "Insufficient Storage",
};

/** Longest detail of a problem, characters. */
const LONGEST_DETAIL = 2_000;

/** Why a request is refused: thrown by whatever finds out, answered as an OpenADR problem. */
export class Refusal extends Error {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, detail: string, headers: Readonly<Record<string, string>> = {}) {
    super(detail.length > LONGEST_DETAIL ? `${detail.slice(0, LONGEST_DETAIL - 1)}…` : detail);
    this.name = "Refusal";
    this.status = status;
    this.headers = headers;
  }

  get problem(): Problem {
    const { status, message } = this;
    return { title: TITLES[status] ?? "Error", status, detail: message };
  }

  /** The problem as JSON. */
  toAnswer(): VtnAnswer {
    return { ...jsonAnswer(this.status, this.problem, this.headers), detail: this.message };
  }
}
