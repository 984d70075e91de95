import type { Directive } from "../../demand-response/directive.ts";
import { OPERATING_STATE } from "../../trace/operating-state.ts";
import type { ChargePath } from "../storage/charge-path.ts";
import { asksStorage, type HeldSpan, heldAt } from "../storage/held-directives.ts";
import type { EvSession } from "./ev-session.ts";
import type { EvSpec } from "./ev-spec.ts";

/** Share of its power that a car charges with when it is asked to shed, by level. */
const SHED_SHARES = [1, 0.7, 0.35, 0] as const;

/** What a car does for a while: power and how fast the energy that it took grows. */
interface Pace {
  /** Tenths of W, whole. */
  readonly powerDw: number;
  /** Growth of the energy taken, tenths of a watt-second per s. */
  readonly rateDw: number;
  /** Up to where: no further. */
  readonly untilDws: number;
  readonly operating: number;
}

/**
 * Writes what a car does from arrival to departure. It charges at once, unless it is asked otherwise;
 * what it does not get then it gets later, as long as it stays. Before it would leave with less than it
 * needs, it charges with all its power in spite of shed levels 1 and 2, of dispatch, and of the wait
 * after an event; but not of level 3 and power limits. Its state is then a comfort override.
 */
export function chargeSession(
  spec: EvSpec,
  session: EvSession,
  directives: readonly HeldSpan[],
  path: ChargePath,
): void {
  const { arrivalS, departureS, startCharge, dwsPerCharge, curve } = session;
  let takenDws = 0;
  let atS = arrivalS;
  let isUrgent = false;
  const charge = () => Math.min(1, startCharge + takenDws / dwsPerCharge);
  const advance = (seconds: number, pace: Pace) => {
    const before = charge();
    takenDws += pace.rateDw * seconds;
    const after = charge();
    path.add(atS, atS + seconds, pace.powerDw, before, after, pace.operating);
    atS += seconds;
  };
  while (atS < departureS) {
    const held = heldAt(directives, atS);
    const isAsked = asksStorage(held.directive);
    const isHungry = isAsked && takenDws < curve.needDws;
    isUrgent = isHungry && (isUrgent || departureS - atS <= curve.restS(takenDws));
    const pace = paceOf(spec, session, takenDws, held, isUrgent);
    const endS = Math.min(departureS, held.toS);
    let seconds = endS - atS;
    const roomDws = Math.abs(pace.untilDws - takenDws);
    if (pace.rateDw !== 0) {
      seconds = Math.min(seconds, Math.max(1, stepSeconds(pace, roomDws, curve.needDws)));
    }
    if (pace.rateDw > roomDws && pace.untilDws === curve.needDws) {
      advance(1, { ...pace, powerDw: Math.ceil(roomDws), rateDw: roomDws });
      continue;
    }
    if (isAsked && !isUrgent) {
      seconds = Math.min(seconds, secondsUntilUrgent(session, atS, takenDws, pace.rateDw, seconds));
    }
    advance(seconds, pace);
  }
}

/** How long a pace goes on: the last step ends exactly, the others with the second in which they are full. */
function stepSeconds({ rateDw, untilDws }: Pace, roomDws: number, needDws: number): number {
  const seconds = roomDws / Math.abs(rateDw);
  return rateDw < 0 || untilDws === needDws ? Math.floor(seconds) : Math.ceil(seconds);
}

function paceOf(
  spec: EvSpec,
  { curve, startCharge, dwsPerCharge }: EvSession,
  takenDws: number,
  { directive, isHeld }: HeldSpan,
  isUrgent: boolean,
): Pace {
  const step = curve.stepAt(takenDws);
  const untilDws = curve.untilDws(step);
  const fullDw = takenDws < curve.needDws ? curve.powerDw(step) : 0;
  const { dispatchW } = directive;
  if (spec.givesBack && dispatchW !== undefined && dispatchW < 0 && !isUrgent) {
    const reserveDws = Math.ceil((spec.reserve - startCharge) * dwsPerCharge);
    // What it gives costs what it took to store it.
    const perDw = 1 / (spec.efficiency * spec.efficiency);
    const wantedDw = Math.min(curve.powerDw(0), Math.round(-dispatchW * 10));
    const isEnough = takenDws - reserveDws >= wantedDw * perDw;
    const powerDw = isEnough ? 0 - wantedDw : 0;
    const operating = isEnough ? OPERATING_STATE.runningCurtailed : OPERATING_STATE.idleCurtailed;
    return { powerDw, rateDw: powerDw * perDw, untilDws: reserveDws, operating };
  }
  const allowedDw = allowedPower(spec, directive, isHeld, isUrgent, fullDw);
  const powerDw = allowedDw < Math.min(fullDw, Math.round(spec.minimumW * 10)) ? 0 : allowedDw;
  return {
    powerDw,
    rateDw: powerDw,
    untilDws,
    operating: operatingState(powerDw, fullDw, isUrgent),
  };
}

/** Most power that the directive leaves, tenths of W, whole. */
function allowedPower(
  spec: EvSpec,
  { shedLevel, limitW, dispatchW }: Directive,
  isHeld: boolean,
  isUrgent: boolean,
  fullDw: number,
): number {
  if (isUrgent && isHeld) return fullDw;
  const limitDw = Math.min(fullDw, Math.floor(limitW * 10));
  if (isUrgent) return shedLevel === 3 ? 0 : limitDw;
  const leastDw = shedLevel === 3 ? 0 : Math.min(fullDw, Math.round(spec.minimumW * 10));
  const shedDw = Math.max(leastDw, Math.round(fullDw * SHED_SHARES[shedLevel]));
  const allowedDw = Math.min(limitDw, shedDw);
  if (!spec.givesBack || dispatchW === undefined) return allowedDw;
  return Math.min(allowedDw, Math.max(0, Math.round(dispatchW * 10)));
}

function operatingState(powerDw: number, fullDw: number, isUrgent: boolean): number {
  if (powerDw === fullDw && !isUrgent) {
    return fullDw > 0 ? OPERATING_STATE.running : OPERATING_STATE.idle;
  }
  if (isUrgent && powerDw > 0) return OPERATING_STATE.comfortOverride;
  return powerDw > 0 ? OPERATING_STATE.runningCurtailed : OPERATING_STATE.idleCurtailed;
}

/** The first second after which there is no time to lose any more; `mostS` if that does not come. */
function secondsUntilUrgent(
  { departureS, curve }: EvSession,
  atS: number,
  takenDws: number,
  rateDw: number,
  mostS: number,
): number {
  const spareS = (after: number) =>
    departureS - atS - after - curve.restS(takenDws + rateDw * after);
  if (spareS(mostS) > 0) return mostS;
  let early = 0;
  let late = mostS;
  while (late - early > 1) {
    const middle = Math.floor((early + late) / 2);
    if (spareS(middle) > 0) early = middle;
    else late = middle;
  }
  return late;
}
