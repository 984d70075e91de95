import fc from "fast-check";
import type { NumberShape, ObjectShape, Shape, TextShape } from "./shape.ts";

/** Makes values that are valid by a shape, unknown properties of objects included. */
export function instanceOf(shape: Shape): fc.Arbitrary<unknown> {
  const value = ofKind(shape);
  return shape.nullable ? fc.oneof({ weight: 5, arbitrary: value }, fc.constant(null)) : value;
}

function ofKind(shape: Shape): fc.Arbitrary<unknown> {
  switch (shape.kind) {
    case "object":
      return objectOf(shape);
    case "array":
      return fc.array(instanceOf(shape.items), { maxLength: 3 });
    case "choice":
      return fc.oneof(...shape.options.map(instanceOf));
    case "boolean":
      return fc.boolean();
    case "number":
      return numberOf(shape);
    case "text":
      return textOf(shape);
  }
}

/** Names that might trip a parser, which is why `__proto__` has a test of its own. */
const oddNames = ["constructor", "toString", "hasOwnProperty", "valueOf", "", "0", "x-ünï", "a.b"];

function objectOf({ properties }: ObjectShape): fc.Arbitrary<Record<string, unknown>> {
  const entries = [...properties];
  const known = fc.record(
    Object.fromEntries(entries.map(([name, { shape }]) => [name, instanceOf(shape)])),
    { requiredKeys: entries.filter(([, { required }]) => required).map(([name]) => name) },
  );
  const unknown = fc.dictionary(
    fc
      .oneof(fc.constantFrom(...oddNames), fc.string({ maxLength: 8 }))
      .filter((name) => !properties.has(name) && name !== "__proto__"),
    fc.jsonValue({ maxDepth: 1 }),
    { maxKeys: 2, noNullPrototype: true },
  );
  return fc
    .tuple(known, fc.option(unknown, { nil: {}, freq: 2 }))
    .map(([value, more]) => ({ ...value, ...more }));
}

function numberOf({ integer, minimum, maximum }: NumberShape): fc.Arbitrary<number> {
  const min = Math.max(minimum, Number.MIN_SAFE_INTEGER);
  const max = Math.min(maximum, Number.MAX_SAFE_INTEGER);
  const whole = fc.integer({ min, max });
  if (integer) return maximum === Number.POSITIVE_INFINITY ? fc.oneof(whole, large) : whole;
  const any = fc.double({
    min: Math.max(minimum, -Number.MAX_VALUE),
    max: Math.min(maximum, Number.MAX_VALUE),
    noNaN: true,
  });
  return fc.oneof(whole, any);
}

/** Whole numbers that a double cannot tell from their neighbours. */
const large = fc.constantFrom(2 ** 53, 2 ** 63, 1e300);

/** The pattern of an object's id in both files. */
export const ID_PATTERN = "^[a-zA-Z0-9_-]*$";

/** The pattern of a duration in both files. */
export const DURATION_PATTERN =
  "^(-?)P(?=\\d|T\\d)(?:(\\d+)Y)?(?:(\\d+)M)?(?:(\\d+)([DW]))?(?:T(?:(\\d+)H)?(?:(\\d+)M)?(?:(\\d+(?:\\.\\d+)?)S)?)?$";

function textOf(shape: TextShape): fc.Arbitrary<string> {
  const { values, format, pattern, minLength, maxLength } = shape;
  if (values !== undefined) return fc.constantFrom(...values);
  const lengths = { minLength, maxLength: Math.min(maxLength, Math.max(minLength, 40)) };
  const fits = (text: string) => text.length >= minLength && text.length <= maxLength;
  if (format === "uri") return uri.filter(fits);
  if (format === "date-time") return dateTime;
  if (format === "date-time-or-now") return fc.oneof(dateTime, now);
  if (format !== undefined) throw new Error(`${shape.at} has the unknown format ${format}`);
  if (pattern === ID_PATTERN)
    return fc.string({ ...lengths, unit: fc.constantFrom(...idCharacters) });
  if (pattern === DURATION_PATTERN) return duration;
  if (pattern !== undefined) throw new Error(`${shape.at} has the unknown pattern ${pattern}`);
  return fc.string({ ...lengths, unit: character });
}

/** Of one or of two units of a text's length; fast-check's own `binary` takes a second to prepare. */
const character = fc
  .oneof(
    fc.integer({ min: 0, max: 0xd7_ff }),
    fc.integer({ min: 0x20, max: 0x7e }),
    fc.integer({ min: 0xe0_00, max: 0x10_ff_ff }),
  )
  .map((codePoint) => String.fromCodePoint(codePoint));

const idCharacters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";

const two = (least: number, most: number) =>
  fc.integer({ min: least, max: most }).map((value) => String(value).padStart(2, "0"));
const digits = (most: number) =>
  fc.string({ minLength: 1, maxLength: most, unit: fc.constantFrom(..."0123456789") });

const day = fc.oneof(
  fc
    .tuple(fc.integer({ min: 0, max: 9_999 }), two(1, 12), two(1, 28))
    .map(([year, month, date]) => `${String(year).padStart(4, "0")}-${month}-${date}`),
  fc.constantFrom("2024-02-29", "2000-02-29", "2026-01-31", "2026-04-30", "9999-12-31"),
);
const time = fc
  .tuple(two(0, 23), two(0, 59), two(0, 59), fc.option(digits(9), { nil: "" }))
  .map(([hour, minute, second, part]) => `${hour}:${minute}:${second}${part && "."}${part}`);
const zone = fc.oneof(
  fc.constantFrom("Z", "z", "+00:00", "-00:00"),
  fc.tuple(fc.constantFrom("+", "-"), two(0, 23), two(0, 59)).map(([s, h, m]) => `${s}${h}:${m}`),
);
const dateTime = fc.oneof(
  {
    weight: 9,
    arbitrary: fc
      .tuple(day, fc.constantFrom("T", "T", "t", " "), time, zone)
      .map((parts) => parts.join("")),
  },
  fc.constantFrom(
    "2016-12-31T23:59:60Z",
    "2016-12-31T18:59:60.5-05:00",
    "2017-01-01T05:29:60+05:30",
    "2017-01-01T00:29:60+00:30",
  ),
);
const now = fc.constantFrom(
  "0001-01-01",
  "0001-01-01T00:00:00",
  "0001-01-01T00:00:00Z",
  "0000-00-00",
);

const part = (unit: string) =>
  fc.option(
    digits(4).map((count) => `${count}${unit}`),
    { nil: "" },
  );
const seconds = fc
  .tuple(digits(3), fc.option(digits(3), { nil: "" }))
  .map(([whole, fraction]) => `${whole}${fraction && "."}${fraction}S`);
const duration = fc.oneof(
  fc
    .tuple(
      fc.constantFrom("", "", "-"),
      fc.tuple(part("Y"), part("M"), fc.oneof(part("D"), part("W"))).map((parts) => parts.join("")),
      fc
        .tuple(part("H"), part("M"), fc.option(seconds, { nil: "" }))
        .map((parts) => parts.join("")),
      fc.boolean(),
    )
    .filter(([, date, clock]) => date !== "" || clock !== "")
    // The pattern takes a bare T behind a date.
    .map(
      ([sign, date, clock, bareT]) =>
        `${sign}P${date}${clock || (bareT && date) ? "T" : ""}${clock}`,
    ),
  fc.constantFrom("PT0S", "P9999Y", "PT15M", "P0Y0M0DT0H0M0S"),
);

const uriText = fc
  .array(
    fc.oneof(
      { weight: 5, arbitrary: fc.constantFrom(..."abzAZ019-._~!$&'()*+,;=") },
      fc.constantFrom("%20", "%aF"),
    ),
    { maxLength: 6 },
  )
  .map((characters) => characters.join(""));
const host = fc.oneof(
  uriText,
  fc.constantFrom(
    "example.com",
    "127.0.0.1",
    "[::1]",
    "[2001:db8::7:1]",
    "[::ffff:10.0.0.1]",
    "[v1.x:y]",
  ),
);
const uri = fc
  .tuple(
    fc.constantFrom("https", "http", "mqtts", "urn", "a", "x+y-z.1"),
    fc.oneof(
      fc
        .tuple(
          fc.constantFrom("", "user@", "u:p%40@"),
          host,
          fc.constantFrom("", ":", ":8443"),
          fc.constantFrom("", "/"),
          uriText,
        )
        .map(
          ([user, name, port, slash, path]) => `//${user}${name}${port}${slash}${slash && path}`,
        ),
      fc
        .tuple(
          fc.constantFrom("", "/"),
          uriText.filter((text) => text !== ""),
        )
        .map((parts) => parts.join("")),
      fc.constantFrom("", "/", "isbn:0451450523", "/a//b", "a/", "about"),
    ),
    fc.option(uriText, { nil: undefined }),
    fc.option(uriText, { nil: undefined }),
  )
  .map(
    ([scheme, rest, query, fragment]) =>
      `${scheme}:${rest}${query === undefined ? "" : `?${query}`}${fragment === undefined ? "" : `#${fragment}/?`}`,
  );
