import { z } from "zod";
import { checkedSpec } from "../fleet/checked-spec.ts";

const ids = z.array(z.string().max(128)).max(100_000).exactOptional();

const instantMs = z.number().int().min(-8.64e15).max(8.64e15);

const when = {
  /** From when on, epoch ms. Always, or since it was injected, if left out. */
  startMs: instantMs.optional(),
  /** Until before when, epoch ms. Until it is removed, if left out. */
  endMs: instantMs.optional(),
  /**
   * Whose meters, as the targets of a command: each part that is given must fit. All meters if nothing
   * is given. Names that the fleet has not are refused.
   */
  targets: z.strictObject({ venIds: ids, resourceIds: ids, loadIds: ids, kinds: ids }).optional(),
};

const what = {
  ...when,
  /** Whether the readings say OK all the same, not BAD. */
  isSilent: z.boolean().default(false),
};

const share = z.number().min(0).max(1);
const delayMs = z.number().int().min(0).max(31_536_000_000);

/** Something that goes wrong with meters, or with their readings on the way. */
export const faultSpec = z
  .discriminatedUnion("kind", [
    /** Power and registers stand still at what they showed when it began. */
    z.strictObject({ kind: z.literal("stuck"), ...what }),
    /** The meter sees no current: power is 0, and registers count nothing. */
    z.strictObject({ kind: z.literal("zero"), ...what }),
    /** The meter is wired the wrong way round: it takes import for export. */
    z.strictObject({ kind: z.literal("sign"), ...what }),
    /** Some readings of power are many times too high. */
    z.strictObject({
      kind: z.literal("spike"),
      factor: z.number().min(-1e6).max(1e6).default(10),
      /** Share of readings. */
      share: share.default(0.01),
      ...what,
    }),
    /** Power is in another unit: W where kW are expected, unless another factor is given. */
    z.strictObject({
      kind: z.literal("unit"),
      factor: z.number().min(-1e9).max(1e9).default(1_000),
      ...what,
    }),
    /** Both registers fall back: to 0, or by so many Wh. */
    z.strictObject({
      kind: z.literal("rollback"),
      byWh: z.number().int().min(1).max(1e12).optional(),
      ...what,
    }),
    /** Some readings arrive late. */
    z.strictObject({
      kind: z.literal("late"),
      delayMs: delayMs.default(3_600_000),
      share: share.default(1),
      ...when,
    }),
    /** Readings arrive jumbled: each after a delay of its own. */
    z.strictObject({
      kind: z.literal("outOfOrder"),
      longestDelayMs: delayMs.default(3_600_000),
      share: share.default(1),
      ...when,
    }),
    /** Some readings arrive twice. */
    z.strictObject({
      kind: z.literal("duplicate"),
      afterMs: delayMs.default(1_000),
      share: share.default(1),
      ...when,
    }),
    /** The hour that clocks show twice in autumn has the instants of its first time, twice. */
    z.strictObject({ kind: z.literal("dstDuplicate"), ...when }),
  ])
  .refine(({ startMs, endMs }) => startMs === undefined || endMs === undefined || endMs > startMs, {
    path: ["endMs"],
    message: "it must be after startMs",
  });

/** A fault, checked, defaults filled in. */
export type CheckedFault = z.infer<typeof faultSpec>;

/** A fault as a person writes it. */
export type Fault = z.input<typeof faultSpec>;

/** @throws {InvalidValueError} that names the part of a fault that breaks a rule */
export function checkedFault(fault: unknown): CheckedFault {
  return checkedSpec("fault", faultSpec, fault);
}
