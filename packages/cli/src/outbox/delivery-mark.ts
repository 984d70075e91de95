import { type DeliveryStatus, STATUS_MARK } from "@ven/manager";
import type { Outbox } from "@ven/store";
import { z } from "zod";

/** How the VTN fared when the process that delivers last said so. */
export type DeliveryMark = Pick<DeliveryStatus, "vtn" | "atMs">;

const markShape: z.ZodType<DeliveryMark> = z.object({
  atMs: z.number(),
  vtn: z.object({
    health: z.enum(["unknown", "up", "down", "refusing"]),
    retryAtMs: z.number().exactOptional(),
    reason: z.string().exactOptional(),
  }),
});

/** Longest reason that is left, characters: a mark has room for 4,096. */
const LONGEST_REASON = 1_000;

/** Leaves how the VTN fares for `ven status`, as the manager does at each tick. */
export async function leaveDeliveryMark(
  outbox: Outbox,
  { vtn, atMs }: DeliveryMark,
): Promise<void> {
  const reason = vtn.reason?.slice(0, LONGEST_REASON);
  await outbox.setMark(STATUS_MARK, JSON.stringify({ atMs, vtn: { ...vtn, reason } }));
}

/** Reads what the process that delivers, or did, left of its VTN; `undefined` if it left nothing. */
export async function readDeliveryMark(outbox: Outbox): Promise<DeliveryMark | undefined> {
  const text = await outbox.getMark(STATUS_MARK);
  if (text === undefined) return undefined;
  try {
    return markShape.parse(JSON.parse(text));
  } catch {
    // Left by another version: as if there were none.
    return undefined;
  }
}
