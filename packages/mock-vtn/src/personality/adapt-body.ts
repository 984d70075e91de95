import { Refusal } from "../http/refusal.ts";
import { fullDurationText } from "./full-duration-text.ts";
import type { Personality } from "./personality.ts";

/** `0001-01-01` and `0000-00-00`, bare or at midnight, with or without a zone. */
const NOW = /^(?:0001-01-01|0000-00-00)(?:[Tt]00:00:00(?:\.0+)?(?:[Zz]|[+-]00:00)?)?$/;

const DURATIONS: ReadonlySet<string> = new Set(["duration", "randomizeStart", "timeZoneOffset"]);

/**
 * Does to a body what the personality of a VTN does to it.
 *
 * @returns the body itself where there is nothing to do
 * @throws {Refusal} 400 if it holds what such a VTN refuses
 */
export function adaptBody<Body>(body: Body, personality: Personality): Body {
  const { nowStart, rewriteDurations } = personality;
  if (nowStart === "accept" && !rewriteDurations) return body;
  return adaptValue(body, "", personality) as Body;
}

function adaptValue(value: unknown, path: string, personality: Personality): unknown {
  if (Array.isArray(value)) {
    return value.map((item, index) => adaptValue(item, `${path}[${index}]`, personality));
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      const itemPath = path === "" ? key : `${path}.${key}`;
      if (typeof item !== "string") return [key, adaptValue(item, itemPath, personality)];
      if (key === "start" && personality.nowStart === "refuse" && NOW.test(item)) {
        const rule = "this VTN takes no start that means now; give a date-time with its zone";
        throw new Refusal(400, `${itemPath}: ${rule}`);
      }
      const isRewritten = personality.rewriteDurations && DURATIONS.has(key);
      return [key, isRewritten ? fullDurationText(item) : item];
    }),
  );
}
