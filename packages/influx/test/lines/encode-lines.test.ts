import type { NamedColumns } from "@ven/core";
import { isInvalidValueError } from "@ven/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeLines, PART_BYTES } from "../../src/lines/encode-lines.ts";
import { LinePrefixMaker } from "../../src/lines/line-prefixes.ts";
import { storedTag } from "../../src/lines/tag-text.ts";
import { columnsAt, layoutOf, T0, twoPubs } from "../support/named-columns.ts";
import { parseLines } from "../support/parse-lines.ts";
import { idText } from "../support/texts.ts";

function linesOf(columns: NamedColumns, isDelivered = false): string {
  const prefixes = new LinePrefixMaker("ven_reading").of(columns.layout);
  return encodeLines(columns, prefixes, isDelivered)
    .map((part) => Buffer.from(part).toString("utf8"))
    .join("");
}

const power = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.maxSafeInteger().map((tenths) => tenths / 10),
  fc.constantFrom(
    2e8,
    2e8 + 0.1,
    -2_147_483_649,
    0,
    -0,
    0.1,
    0.05,
    -0.1,
    1e21,
    5e-324,
    -1.7976931348623157e308,
    0.30000000000000004,
  ),
);
const instant = fc.integer({ min: -9_223_372_036_854, max: 9_223_372_036_854 });

describe("lines of readings", () => {
  it("are these, byte for byte", () => {
    expect(linesOf(columnsAt(twoPubs, T0, [1_500, -20.5, 0, 0.25]))).toBe(
      [
        "ven_reading,load=load_0,resource=Murphy's\\ Pub,resource_id=r-1,ven=Herning power_w=1500 1737036000000",
        "ven_reading,load=load_1,resource=Murphy's\\ Pub,resource_id=r-1,ven=Herning power_w=-20.5 1737036000000",
        "ven_reading,load=load_0,resource=The\\ Anchor,resource_id=r-2,ven=Herning power_w=0 1737036000000",
        "ven_reading,load=load_1,resource=The\\ Anchor,resource_id=r-2,ven=Herning power_w=0.25 1737036000000\n",
      ].join("\n"),
    );
  });

  it("say what is delivered with the power, so that they are whole by themselves", () => {
    const { NaN: missing } = Number;
    expect(linesOf(columnsAt(twoPubs, T0, [missing, missing, 7, missing]), true)).toBe(
      "ven_reading,load=load_0,resource=The\\ Anchor,resource_id=r-2,ven=Herning power_w=7,delivered=true 1737036000000\n",
    );
  });

  it("hold every name, power and time exactly", () => {
    const names = fc.tuple(
      idText,
      idText,
      idText,
      fc.uniqueArray(idText, { minLength: 1, maxLength: 3 }),
    );
    fc.assert(
      fc.property(
        names,
        fc.infiniteStream(power),
        fc.infiniteStream(instant),
        fc.boolean(),
        (texts, powers, instants, isDelivered) => {
          const [venId, resourceId, name, loadIds] = texts;
          const layout = layoutOf(venId, [{ resourceId, name }], loadIds);
          const powerW = Float64Array.from(loadIds, () => powers.next().value);
          const timestampMs = Float64Array.from(loadIds, () => instants.next().value);
          const text = linesOf({ layout, powerW, timestampMs }, isDelivered);
          expect(parseLines(text)).toEqual(
            loadIds.map((loadId, row) => ({
              measurement: "ven_reading",
              tags: {
                load: storedTag(loadId),
                resource: storedTag(name),
                resource_id: storedTag(resourceId),
                ven: storedTag(venId),
              },
              fields: {
                power_w: (powerW[row] ?? 0) + 0,
                ...(isDelivered ? { delivered: true } : {}),
              },
              timestampMs: timestampMs[row],
            })),
          );
        },
      ),
    );
  });

  it("are cut into parts of whole lines when they are many", () => {
    const resources = Array.from({ length: 30_000 }, (_, index) => ({
      resourceId: `r-${index}`,
      name: `House number ${index} of a long street with a long name, first floor to the left`,
    }));
    const layout = layoutOf("Herning", resources, ["load_0", "load_1"]);
    const columns = columnsAt(
      layout,
      T0,
      Array.from({ length: layout.rowCount }, (_, row) => row),
    );
    const prefixes = new LinePrefixMaker("ven_reading").of(layout);
    const parts = encodeLines(columns, prefixes, true);
    expect(parts.length).toBeGreaterThan(1);
    for (const part of parts) expect(part.length).toBeLessThan(PART_BYTES + 1_000);
    const lines = parts.flatMap((part) =>
      Buffer.from(part)
        .toString("utf8")
        .split(/(?<=\n)/),
    );
    expect(lines).toHaveLength(layout.rowCount);
    expect(
      lines.every((line, row) => line.endsWith(` power_w=${row},delivered=true ${T0}\n`)),
    ).toBe(true);
  });

  it.each([
    ["powerW", Number.POSITIVE_INFINITY, T0, "give finite W, or NaN where a reading is missing"],
    ["powerW", Number.NEGATIVE_INFINITY, T0, "give finite W, or NaN where a reading is missing"],
    ["timestampMs", 1, T0 + 0.5, "give whole epoch ms of the years 1678 to 2262"],
    ["timestampMs", 1, Number.NaN, "give whole epoch ms of the years 1678 to 2262"],
    ["timestampMs", 1, 9_223_372_036_855, "give whole epoch ms of the years 1678 to 2262"],
  ])("are not made of what InfluxDB cannot hold: %s (%d at %d)", (subject, powerW, atMs, rule) => {
    const layout = layoutOf("Herning", [{ resourceId: "r-1", name: "Pub" }], ["load_0"]);
    try {
      linesOf(columnsAt(layout, atMs, [powerW]));
      expect.unreachable();
    } catch (error) {
      if (!isInvalidValueError(error)) throw error;
      expect(error).toMatchObject({ subject, rule });
    }
  });

  it("begin alike for all ticks of a layout, made once", () => {
    const maker = new LinePrefixMaker("ven_reading");
    expect(maker.of(twoPubs)).toBe(maker.of(twoPubs));
    expect(maker.of({ ...twoPubs })).not.toBe(maker.of(twoPubs));
  });
});
