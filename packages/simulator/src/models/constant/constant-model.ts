import { z } from "zod";
import type { SlotModel } from "../load-model.ts";

/** A load that always draws the same. */
export const constantSpec = z.strictObject({
  model: z.literal("constant"),
  powerW: z
    .number()
    .min(-1e9)
    .max(1e9)
    .optional()
    .describe("W; negative exports. Its rated power if left out."),
});

/** See {@link constantSpec}. It obeys nothing. */
export function constantModel({ powerW }: z.infer<typeof constantSpec>): SlotModel {
  return {
    kind: "slot",
    slotS: 3_600,
    fill({ ratedPowerW }, { count }, out, offset) {
      out.fill(Math.round((powerW ?? ratedPowerW) * 10), offset, offset + count);
    },
  };
}
