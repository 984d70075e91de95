import { type DeliveryStatus, STATUS_MARK } from "@ven/manager";
import type { Outbox } from "@ven/store";
import { z } from "zod";
import { readMark } from "./read-mark.ts";

/** How the VTN and the ticks fared when the process that delivers last said so. */
export type DeliveryMark = Pick<DeliveryStatus, "vtn" | "ticks" | "atMs">;

const markShape: z.ZodType<DeliveryMark> = z.object({
  atMs: z.number(),
  vtn: z.object({
    health: z.enum(["unknown", "up", "down", "refusing"]),
    retryAtMs: z.number().exactOptional(),
    reason: z.string().exactOptional(),
  }),
  ticks: z.object({
    waitingSinceMs: z.number().exactOptional(),
    skippedCount: z.number(),
  }),
});

/** Reads what the process that delivers, or did, left of its VTN and its ticks; `undefined` if it left nothing. */
export function readDeliveryMark(outbox: Outbox): Promise<DeliveryMark | undefined> {
  return readMark(outbox, STATUS_MARK, markShape);
}
