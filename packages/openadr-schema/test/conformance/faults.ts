import { DURATION_PATTERN, ID_PATTERN } from "./instances.ts";
import { textOfLength } from "./samples.ts";
import type { Shape, TextShape } from "./shape.ts";
import { type Path, type Site, withoutPart, withPart } from "./sites.ts";

/** One change to a valid value. */
export interface Fault {
  readonly kind: FaultKind;
  readonly path: Path;
  /** Where the broken rule is, below `components.schemas`. */
  readonly at: string;
  /** Whether the value cannot be valid after it. */
  readonly isSure: boolean;
  /** The broken value. */
  readonly value: unknown;
}

/** Which rule a {@link Fault} breaks. */
export type FaultKind =
  | "missing"
  | "null"
  | "type"
  | "value"
  | "short"
  | "long"
  | "pattern"
  | "format"
  | "low"
  | "high"
  | "fraction";

const SAMPLES: Readonly<Record<string, unknown>> = {
  object: {},
  array: [],
  text: "text",
  number: 5,
  boolean: true,
};

/** Every fault at one part of a valid value. */
export function faultsAt(whole: unknown, site: Site): readonly Fault[] {
  const { path, shape } = site;
  const fault = (kind: FaultKind, value: unknown): Fault => {
    return { kind, path, at: shape.at, isSure: !site.inChoice, value };
  };
  return [
    ...(site.required ? [fault("missing", withoutPart(whole, path))] : []),
    ...(shape.nullable ? [] : [fault("null", withPart(whole, path, null))]),
    ...wrongTypes(shape).map((part) => fault("type", withPart(whole, path, part))),
    ...brokenRules(shape).map(([kind, part]) => fault(kind, withPart(whole, path, part))),
  ];
}

function wrongTypes(shape: Shape): readonly unknown[] {
  if (shape.kind === "choice") return [[]];
  return Object.keys(SAMPLES)
    .filter((kind) => kind !== shape.kind)
    .map((kind) => SAMPLES[kind]);
}

function brokenRules(shape: Shape): readonly (readonly [FaultKind, unknown])[] {
  if (shape.kind === "text") return brokenTexts(shape);
  if (shape.kind !== "number") return [];
  const { minimum, maximum, integer } = shape;
  return [
    ...(Number.isFinite(minimum) ? [["low", minimum - 1] as const] : []),
    ...(Number.isFinite(maximum) ? [["high", maximum + 1] as const] : []),
    ...(integer ? [["fraction", Math.max(minimum, 0) + 0.5] as const] : []),
  ];
}

function brokenTexts(shape: TextShape): readonly (readonly [FaultKind, string])[] {
  const { values, minLength, maxLength, format, pattern } = shape;
  if (values !== undefined) {
    const known = values[0] ?? "";
    return ["", `${known} `, known.toLowerCase(), `${known}S`]
      .filter((text) => !values.includes(text))
      .map((text) => ["value", text]);
  }
  return [
    ...(minLength > 0 && format === undefined ? [["short", ""] as const] : []),
    ...(minLength > 2 && format === "uri" ? [["short", "a:"] as const] : []),
    ...(Number.isFinite(maxLength) ? [["long", textOfLength(shape, maxLength + 1)] as const] : []),
    ...(pattern === ID_PATTERN ? BAD_IDS : []).map((text) => ["pattern", text] as const),
    ...(pattern === DURATION_PATTERN ? BAD_DURATIONS : []).map(
      (text) => ["pattern", text] as const,
    ),
    ...(format === "uri" ? BAD_URIS : []).map((text) => ["format", text] as const),
    ...(format?.startsWith("date-time") ? BAD_DATE_TIMES : []).map(
      (text) => ["format", text] as const,
    ),
  ];
}

const BAD_IDS = ["a b", "a/b", "ä", "a.b", "id\n", " id"];

const BAD_DURATIONS = [
  ..."P PT P1 1D PT1D P1H P1DT1 PT1.S PT.5S PT1.5M P1.5D P1Y2Y P1M1Y P1W1D P1D1W PT1S1H --P1D".split(
    " ",
  ),
  "",
  "+P1D",
  "p1d",
  "P1D ",
  "P1D\n",
  "P-1D",
  "PT١S",
];

const BAD_URIS = [
  "",
  "a",
  "www.example.com/path",
  "//example.com",
  "/path",
  "#a",
  "1a:b",
  "https://exa mple.com",
  "https://example.com/a b",
  "https://example.com/%zz",
  "https://example.com/%2",
  "https://example.com/ä",
  "https://example.com:80a/",
  "https://a@b@c/",
  "https://[::1",
  "https://[:::1]/",
  "https://[1:2:3:4:5:6:7:8:9]/",
  "https://[::ffff:256.0.0.1]/",
  "https://[12345::]/",
  "https://[]/",
  "https://a/#b#c",
  "https://a/<b>",
  'https://a/"b"',
  "https://a/{b}",
  "https://a/b\\c",
  "https://a/[b]",
  "https://example.com\n",
];

const BAD_DATE_TIMES = [
  "",
  "2026-01-16",
  "10:00:00Z",
  "2026-01-16T10:00:00",
  "2026-01-16T10:00Z",
  "2026-01-16T10:00:00.Z",
  "2026-01-16T10:00:00,5Z",
  "2026-1-16T10:00:00Z",
  "20260116T100000Z",
  "2026-01-16T10:00:00+01",
  "2026-01-16T10:00:00+0100",
  "2026-01-16T10:00:00+24:00",
  "2026-01-16T10:00:00+01:60",
  "2026-01-16T24:00:00Z",
  "2026-01-16T10:60:00Z",
  "2026-01-16T10:00:60Z",
  "2026-01-16T10:00:61Z",
  "2026-12-31T23:59:60+01:00",
  "2026-13-01T10:00:00Z",
  "2026-00-01T10:00:00Z",
  "2026-01-00T10:00:00Z",
  "2026-02-29T10:00:00Z",
  "1900-02-29T10:00:00Z",
  "2026-04-31T10:00:00Z",
  "2026-01-16\t10:00:00Z",
  "2026-01-16  10:00:00Z",
  "2026-01-16_10:00:00Z",
  "+2026-01-16T10:00:00Z",
  "2026-01-16T10:00:00Z\n",
  " 2026-01-16T10:00:00Z",
  "0001-01-02",
  "0000-00-00T00:00:01Z",
  "now",
];
