import { gsrnCheckDigit, MeterPointId, philox4x32, textKey } from "@ven/core";

/** Begins every Danish metering point. */
const DANISH_PREFIX = "571313";

/**
 * A valid Danish GSRN that is a pure function of a text and of those that are taken.
 *
 * @param taken - not to be given again; the result is added to it
 */
export function derivedMeterPointId(text: string, taken: Set<string>): MeterPointId {
  const { high, low } = textKey(text);
  const words = new Uint32Array(4);
  for (let attempt = 0; ; attempt += 1) {
    philox4x32(words, attempt, 1, 0, 0, high, low);
    const [upper = 0, lower = 0] = words;
    const number = ((upper & 0xffff) * 0x1_0000_0000 + lower) % 1e11;
    const digits = `${DANISH_PREFIX}${String(number).padStart(11, "0")}`;
    const id = MeterPointId(`${digits}${gsrnCheckDigit(digits)}`);
    if (taken.has(id)) continue;
    taken.add(id);
    return id;
  }
}
