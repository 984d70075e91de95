import { inspect } from "node:util";
import type { RecordingLogger } from "@ven/core/testing";

/** Everything that anybody could print of a value: its own words, its insides, its JSON. */
export function printed(value: unknown, depth: number = 0): string {
  const parts = [
    String(value),
    inspect(value, { depth: Number.POSITIVE_INFINITY, showHidden: true }),
  ];
  try {
    parts.push(JSON.stringify(value) ?? "");
  } catch {
    parts.push("(no JSON)");
  }
  if (value instanceof Error) {
    const own = Object.fromEntries(Object.entries(Object.getOwnPropertyDescriptors(value)));
    parts.push(value.stack ?? "", inspect(own, { depth: Number.POSITIVE_INFINITY }));
    if (value.cause !== undefined && depth < 10) parts.push(printed(value.cause, depth + 1));
  }
  return parts.join("\n");
}

/** A secret in every spelling in which it could get out. */
export function spellingsOf(secret: string): readonly string[] {
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    new URLSearchParams([["", secret]]).toString().slice(1),
    Buffer.from(secret).toString("base64").replace(/=+$/, ""),
    Buffer.from(secret).toString("hex"),
    secret.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;"),
    inspect(secret).slice(1, -1),
  ];
}

/** What was logged, as one text. */
export function logged(logger: RecordingLogger): string {
  return logger.records.map((record) => printed(record)).join("\n");
}
