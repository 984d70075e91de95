import { INSTANT_SLOT_WORDS } from "./instant-slot.ts";
import { POWER_SLOT_WORDS } from "./power-slot.ts";

/** How many words the slots of a report have. */
export interface SlotWords {
  readonly instant: number;
  readonly power: number;
}

/** A slot that has no room for what is to be written. */
export type TooNarrow = keyof SlotWords;

/** Enough for what most reports say. */
export const USUAL_SLOTS: SlotWords = {
  instant: INSTANT_SLOT_WORDS.usual,
  power: POWER_SLOT_WORDS.usual,
};

/** Slots with room for whatever was too long for one of them. */
export function widen(slots: SlotWords, tooNarrow: TooNarrow): SlotWords {
  return tooNarrow === "instant"
    ? { ...slots, instant: INSTANT_SLOT_WORDS.wide }
    : { ...slots, power: POWER_SLOT_WORDS.wide };
}
