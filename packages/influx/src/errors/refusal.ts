import type { InfluxAnswer } from "../http/influx-connection.ts";
import { InfluxError, type InfluxErrorCode } from "./influx-error.ts";

/** Most characters of a server's own words that an error quotes. */
const MAX_QUOTED_LENGTH = 300;

/** Control characters, which a terminal would obey. */
const CONTROL_CHARACTERS = /\p{Cc}+/gu;

/**
 * The error that an answer other than 2xx stands for.
 *
 * @param task - what was tried, such as `write readings to bucket fleet`
 * @param url - base address of the server
 */
export function refusalOf(task: string, url: string, answer: InfluxAnswer): InfluxError {
  const { status } = answer;
  const { code, remedy } = meaningOf(status);
  const words = wordsOf(answer);
  const said = words === "" ? "" : ` (${words})`;
  return new InfluxError(
    code,
    `cannot ${task}: InfluxDB at ${url} answered ${status}${said}; ${remedy}`,
    { status },
  );
}

/** What a server says in its own words, made fit to be shown. */
export function quoted(text: string): string {
  const shown = text.replace(CONTROL_CHARACTERS, " ").trim();
  return shown.length > MAX_QUOTED_LENGTH ? `${shown.slice(0, MAX_QUOTED_LENGTH - 3)}...` : shown;
}

function meaningOf(status: number): { code: InfluxErrorCode; remedy: string } {
  if (status === 429 || status >= 500) {
    return { code: "INFLUX_UNAVAILABLE", remedy: "try again later" };
  }
  if (status === 401 || status === 403) {
    return {
      code: "INFLUX_MISCONFIGURED",
      remedy: "check the token, or the user name and password, and what they are allowed to do",
    };
  }
  if (status >= 300 && status < 400) {
    return {
      code: "INFLUX_MISCONFIGURED",
      remedy: "redirects are not followed: give the address that the server itself has",
    };
  }
  if (status === 404 || status === 405) {
    return {
      code: "INFLUX_MISCONFIGURED",
      remedy: "check the address, the version, and that the database or bucket is there",
    };
  }
  return {
    code: "INFLUX_REFUSED",
    remedy: "the same request will be refused again; correct what the server names",
  };
}

/** 1.x says `{"error": ...}`, 2.x and 3.x `{"message": ...}` or plain text. */
function wordsOf({ body }: InfluxAnswer): string {
  try {
    const parsed = JSON.parse(body) as { error?: unknown; message?: unknown } | null;
    const words = parsed?.message ?? parsed?.error;
    if (typeof words === "string") return quoted(words);
  } catch {
    // Not JSON: an HTML page of a proxy, or plain text.
  }
  return quoted(body.slice(0, 4 * MAX_QUOTED_LENGTH));
}
