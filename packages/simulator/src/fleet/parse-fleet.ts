import { InvalidValueError } from "@ven/core";
import { LineCounter, parseDocument } from "yaml";
import { checkData, pathText, valueAt } from "./broken-rule.ts";
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
  const value = readValue(document, fileName);
  const read = checkData(fleetSpec, value);
  if ("data" in read) return read.data;
  const { path, rule } = read.broken;
  const offset = offsetOf(document, path);
  const at = offset === undefined ? "" : `, line ${lines.linePos(offset).line}`;
  throw new InvalidValueError(
    `${fileName}${at}: ${pathText("fleet", path)}`,
    valueAt(value, path),
    rule,
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

function lineOf(text: string, line: number): string {
  return text.split("\n", line)[line - 1] ?? "";
}
