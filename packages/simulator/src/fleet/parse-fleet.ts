import { InvalidValueError } from "@ven/core";
import { LineCounter, parseDocument } from "yaml";
import { type FleetSpec, fleetSpec } from "./fleet-spec.ts";

/** Most characters of a fleet file. */
const MOST_CHARACTERS = 16_777_216;

/** Options of {@link parseFleet}. */
export interface ParseFleetOptions {
  /** Named in errors. @defaultValue "fleet" */
  readonly fileName?: string;
}

/**
 * Reads a fleet from JSON or YAML, checks it and fills in what was left out.
 *
 * @param text - at most 16,777,216 characters
 * @throws {InvalidValueError} that names file, line and the rule that is broken
 */
export function parseFleet(text: string, options: ParseFleetOptions = {}): FleetSpec {
  const { fileName = "fleet" } = options;
  if (text.length > MOST_CHARACTERS) {
    const rule = `it is longer than ${MOST_CHARACTERS} characters: give resources that are alike a count`;
    throw new InvalidValueError(fileName, text, rule);
  }
  const quick = fleetSpec.safeParse(readJson(text));
  if (quick.success) return quick.data;
  const lines = new LineCounter();
  // JSON is YAML, too; so one reader knows the lines of both.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [broken] = document.errors;
  if (broken !== undefined) {
    const { line, col } = lines.linePos(broken.pos[0]);
    const rule = `${broken.message}; correct it, as JSON or YAML`;
    throw new InvalidValueError(
      `${fileName}, line ${line}, column ${col}`,
      lineOf(text, line),
      rule,
    );
  }
  const read = fleetSpec.safeParse(readValue(document, fileName));
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const path = issue?.path ?? [];
  const offset = offsetOf(document, path);
  const at = offset === undefined ? "" : `, line ${lines.linePos(offset).line}`;
  const name = path.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`));
  throw new InvalidValueError(
    `${fileName}${at}: fleet${name.join("")}`,
    valueAt(document, path),
    issue?.message ?? "it breaks a rule",
  );
}

/** JSON is read at once; `undefined` for all else. */
function readJson(text: string): unknown {
  if (!text.trimStart().startsWith("{")) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

type FleetDocument = ReturnType<typeof parseDocument>;

function readValue(document: FleetDocument, fileName: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 1_000 });
  } catch (cause) {
    const rule = "its aliases repeat too much: write out what they stand for";
    throw new InvalidValueError(fileName, "aliases", rule, { cause });
  }
}

/** Where the innermost part of a path that is there begins. */
function offsetOf(document: FleetDocument, path: readonly PropertyKey[]): number | undefined {
  for (let depth = path.length; depth >= 0; depth -= 1) {
    const node: unknown =
      depth === 0 ? document.contents : document.getIn(path.slice(0, depth), true);
    const range = (node as { readonly range?: readonly number[] } | undefined)?.range;
    if (range !== undefined) return range[0];
  }
  return undefined;
}

function valueAt(document: FleetDocument, path: readonly PropertyKey[]): unknown {
  let value: unknown = document.toJS();
  for (const part of path) value = (value as Record<PropertyKey, unknown> | undefined)?.[part];
  return value;
}

function lineOf(text: string, line: number): string {
  return text.split("\n", line)[line - 1] ?? "";
}
