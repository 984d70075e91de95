import { describeError, isInvalidValueError } from "@ven/core";
import { CommanderError } from "commander";
import { remedyOf } from "./remedy-of.ts";

/** The flags behind options whose packages cannot know them. */
const FLAGS: Readonly<Record<string, string>> = {
  vtnUrl: "--vtn",
  tls: "--ca, --cert, --key",
  "tls.ca": "--ca",
  "tls.cert": "--cert",
  "tls.key": "--key",
  tokenUrl: "--token-url",
  clientId: "--client-id",
  maxBytes: "--max-outbox-bytes",
  maxAgeMs: "--max-outbox-age",
  url: "--influx",
  database: "--influx-database",
  bucket: "--influx-database",
  org: "--influx-org",
};

/** What is told of an error: its code, and one line with what to do. */
export function errorLine(error: unknown): { readonly code: string; readonly message: string } {
  if (error instanceof CommanderError) {
    const message = error.message.replace(/^error: /, "").replace(/\s*\n\s*/g, " ");
    return { code: "USAGE", message: `${message}; ven --help lists the commands` };
  }
  const flag = isInvalidValueError(error) ? FLAGS[error.subject] : undefined;
  const remedy = remedyOf(error);
  const parts = [describeError(error), ...(remedy === undefined ? [] : [remedy])];
  const code = (error as { readonly code?: unknown })?.code;
  return {
    code: typeof code === "string" ? code : "UNEXPECTED",
    message: `${flag === undefined ? "" : `${flag}: `}${parts.join("; ")}`,
  };
}
