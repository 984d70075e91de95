import { z } from "zod";
import { nearestWhole } from "../../trace/nearest-whole.ts";
import type { SlotModel } from "../load-model.ts";

const DAY_S = 86_400;

/** The longest slot that fits all time zones: their offsets are multiples of it, s. */
const ZONE_GRID_S = 900;

/** A curve of your own: a day, or a week from Monday on, by the local clock, again and again. */
export const profileSpec = z
  .strictObject({
    model: z.literal("profile"),
    stepS: z
      .number()
      .int()
      .min(1)
      .max(DAY_S)
      .refine((stepS) => DAY_S % stepS === 0, "give a part of a day, such as 900 or 3600")
      .default(3_600)
      .describe("From one value to the next, s; whole, and a part of a day."),
    unit: z
      .enum(["W", "share"])
      .default("W")
      .describe("What the values are: W, or shares of the rated power; negative exports."),
    values: z
      .array(z.number().min(-1e9).max(1e9))
      .min(1)
      .max(100_800)
      .describe("Power from one step to the next. As many as steps in a day, or in a week."),
  })
  .refine(
    ({ stepS, values }) => values.length * stepS === DAY_S || values.length * stepS === 7 * DAY_S,
    { path: ["values"], error: ({ input }) => lengthRule(input) },
  );

function lengthRule(input: unknown): string {
  const { stepS, values } = input as { readonly stepS: number; readonly values: readonly number[] };
  const perDay = DAY_S / stepS;
  return `give ${perDay} values for a day or ${7 * perDay} for a week of steps of ${stepS} s; there are ${values.length}`;
}

/**
 * See {@link profileSpec}. A holiday is like the Sunday of a week. Where clocks go back, an hour comes
 * twice; where they go forward, one is left out. It obeys nothing.
 */
export function profileModel(spec: z.infer<typeof profileSpec>): SlotModel {
  const { stepS, unit, values } = spec;
  const perDay = DAY_S / stepS;
  const curve = Float64Array.from(values);
  const isWeek = values.length > perDay;
  const slotS = commonDivisor(stepS, ZONE_GRID_S);
  return {
    kind: "slot",
    slotS,
    fill({ surroundings, ratedPowerW }, { first, stride, count }, out, offset) {
      const scale = unit === "W" ? 10 : 10 * ratedPowerW;
      for (let step = 0; step < count; ) {
        const day = surroundings.calendar.dayAt((first + step * stride) * slotS);
        const firstPlace = isWeek ? (day.isHoliday ? 6 : day.weekday) * perDay : 0;
        for (; step < count; step += 1) {
          const atS = (first + step * stride) * slotS;
          if (atS >= day.endS) break;
          const place = Math.min(perDay - 1, Math.floor(day.wallAt(atS) / stepS));
          out[offset + step] = nearestWhole((curve[firstPlace + place] ?? 0) * scale);
        }
      }
    },
  };
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}
