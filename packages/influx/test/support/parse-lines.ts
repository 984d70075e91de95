/** A point as line protocol spells it. */
export interface ParsedPoint {
  readonly measurement: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly fields: Readonly<Record<string, number | boolean>>;
  readonly timestampMs: number;
}

/**
 * Reads line protocol strictly after its reference: a backslash escapes a comma, an equals sign or a
 * space, and is itself anywhere else. Throws at whatever the reference does not allow.
 */
export function parseLines(text: string): readonly ParsedPoint[] {
  if (!text.endsWith("\n")) throw new Error("the last line has no end");
  return text.slice(0, -1).split("\n").map(parseLine);
}

function parseLine(line: string): ParsedPoint {
  const [series = "", fields = "", time = "", ...more] = splitAt(line, " ");
  if (more.length > 0 || !/^-?\d+$/.test(time)) throw new Error(`not three parts: ${line}`);
  const [measurement = "", ...tags] = splitAt(series, ",");
  return {
    measurement,
    tags: Object.fromEntries(tags.map(parseTag)),
    fields: Object.fromEntries(splitAt(fields, ",").map(parseField)),
    timestampMs: Number(time),
  };
}

function parseTag(text: string): [string, string] {
  const [key = "", value = "", ...more] = splitAt(text, "=");
  if (key === "" || value === "" || more.length > 0) throw new Error(`no tag: ${text}`);
  if (value.endsWith("\\")) throw new Error(`ends with a backslash: ${text}`);
  return [key, value.replace(/\\([,= ])/g, "$1")];
}

function parseField(text: string): [string, number | boolean] {
  const [key = "", value = "", ...more] = splitAt(text, "=");
  if (more.length > 0) throw new Error(`no field: ${text}`);
  if (value === "true") return [key, true];
  if (!/^-?\d+(\.\d+)?(e[+-]\d+)?$/.test(value)) throw new Error(`no number: ${text}`);
  return [key, Number(value)];
}

/** Splits at a separator that no backslash stands before. */
function splitAt(text: string, separator: string): string[] {
  return text.split(new RegExp(`(?<!\\\\)${separator}`));
}
