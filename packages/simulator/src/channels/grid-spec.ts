import { z } from "zod";

/** The grid that a fleet hangs on. */
export const gridSpec = z.strictObject({
  voltageV: z.number().min(50).max(1_000_000).default(230).describe("Nominal voltage, V."),
  frequencyHz: z.number().min(10).max(100).default(50).describe("Nominal frequency, Hz."),
});
