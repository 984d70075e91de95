import type { LocalDay } from "../calendar/local-day.ts";
import type { CommandSpan } from "../demand-response/command-span.ts";
import type { LoadView, SlotModel } from "../models/load-model.ts";
import type { DayTrace } from "../trace/day-trace.ts";

/** The trace of a load that knows only slots. A power that is not known counts as none. */
export function slotTrace(
  model: SlotModel,
  load: LoadView,
  { startS, endS }: LocalDay,
  commands: readonly CommandSpan[],
): DayTrace {
  const { slotS, originS = 0 } = model;
  const first = Math.floor((startS - originS) / slotS);
  const count = Math.ceil((endS - originS) / slotS) - first;
  const powers = new Float64Array(count);
  model.fill(load, { first, stride: 1, count }, powers, 0, commands);
  const fromS = new Float64Array(count);
  let length = 0;
  for (let slot = 0; slot < count; slot += 1) {
    const power = powers[slot] || 0;
    if (length > 0 && powers[length - 1] === power) continue;
    // Written over what has been read.
    powers[length] = power;
    fromS[length] = Math.max(startS, originS + (first + slot) * slotS);
    length += 1;
  }
  return { startS, endS, fromS: fromS.slice(0, length), powerDw: powers.slice(0, length) };
}
