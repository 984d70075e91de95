import type { CommandSpan } from "../../demand-response/command-span.ts";
import {
  type Directive,
  directiveAt,
  directivesOf,
  NO_DIRECTIVE,
} from "../../demand-response/directive.ts";
import type { LoadView, SlotRun } from "../load-model.ts";
import type { LoadPart } from "./load-part.ts";

/** The usual temperature, that a setpoint is held against, degrees Celsius. */
const USUAL_C = 21;

/** What {@link obeyCommands} goes by. */
export interface Obedience {
  readonly load: LoadView;
  readonly slots: SlotRun;
  readonly commands: readonly CommandSpan[];
  readonly part: LoadPart;
  readonly sheds: readonly [number, number, number];
}

/**
 * Changes the usual power of minutes to what the people of a site make of commands. A minute goes by
 * what holds when it begins.
 */
export function obeyCommands(obedience: Obedience, out: Float64Array, offset: number): void {
  const { load, slots, commands } = obedience;
  const spans = directivesOf(load, commands);
  if (spans.length === 0) return;
  for (let step = 0; step < slots.count; step += 1) {
    const directive = directiveAt(spans, (slots.first + step * slots.stride) * 60);
    if (directive === NO_DIRECTIVE) continue;
    const usual = out[offset + step] ?? 0;
    const wanted = usual * shareLeft(obedience, directive);
    out[offset + step] = Math.round(Math.min(wanted, directive.limitW * 10, load.ratedPowerW * 10));
  }
}

function shareLeft({ part, sheds }: Obedience, directive: Directive): number {
  const { shedLevel, setpointC, offsetK } = directive;
  const shed = shedLevel === 0 ? 0 : (sheds[shedLevel - 1] ?? 0);
  const { perKelvin = 0, follows } = part;
  // A setpoint is for rooms; coolers and boilers keep their own.
  const roomK = setpointC === undefined || follows !== "cold" ? 0 : setpointC - USUAL_C;
  return (1 - shed) * Math.min(1.5, Math.max(0, 1 + perKelvin * (offsetK + roomK)));
}
