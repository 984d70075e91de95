import type { Directive } from "../../demand-response/directive.ts";
import type { DayTrace } from "../../trace/day-trace.ts";
import { OPERATING_STATE } from "../../trace/operating-state.ts";
import type { ChargePath } from "../storage/charge-path.ts";
import { asksStorage, type HeldSpan, heldAt } from "../storage/held-directives.ts";
import type { BatteryStore } from "./battery-store.ts";

/** How long it would take from empty to full to come back to its plan, on top of what the plan wants, s. */
const RETURN_S = 6 * 3_600;

/**
 * A battery that is asked things: what it would hold by its plan, and what it holds. When nothing is
 * asked any more it comes back to its plan within hours, and then is as if nothing had been.
 */
export class BatteryRun {
  readonly #store: BatteryStore;
  readonly #directives: readonly HeldSpan[];
  /** Power on top of the plan by which it comes back, tenths of W. */
  readonly #returnDw: number;
  #planned: number;
  #content: number;

  /** @param content - what it holds at the beginning, by its plan */
  constructor(store: BatteryStore, directives: readonly HeldSpan[], content: number) {
    this.#store = store;
    this.#directives = directives;
    this.#planned = content;
    this.#content = content;
    const perSecond = (store.most - store.least) / RETURN_S;
    this.#returnDw = Math.max(10, Math.min(store.fullDw, store.powerFor(perSecond)));
  }

  /** Goes through a day. @param path - where to write what it does, if anywhere */
  follow({ fromS, powerDw, endS }: DayTrace, path: ChargePath | undefined): void {
    for (let segment = 0; segment < fromS.length; segment += 1) {
      const wanted = powerDw[segment] ?? 0;
      const untilS = fromS[segment + 1] ?? endS;
      let atS = fromS[segment] ?? endS;
      while (atS < untilS) {
        const held = heldAt(this.#directives, atS);
        atS = this.#advance(atS, Math.min(untilS, held.toS), wanted, held, path);
      }
    }
  }

  /** The next time of constant power. @returns its end */
  #advance(
    atS: number,
    untilS: number,
    wantedDw: number,
    { directive, isHeld }: HeldSpan,
    path: ChargePath | undefined,
  ): number {
    const store = this.#store;
    const content = this.#content;
    store.step(this.#planned, wantedDw, untilS - atS);
    const planned = { powerDw: store.powerDw, seconds: store.seconds, content: store.content };
    const isAsked = asksStorage(directive) && !isHeld;
    if (isAsked) store.step(content, askedDw(store, directive, wantedDw), planned.seconds);
    else if (content === this.#planned) store.step(content, wantedDw, planned.seconds);
    else if (asksStorage(directive)) store.step(content, wantedDw, planned.seconds);
    else this.#comeBack(planned);
    const { powerDw, seconds } = store;
    this.#content = store.content;
    // Content is in whole units: a part of a time of constant power adds up with the rest exactly.
    this.#planned =
      seconds === planned.seconds
        ? planned.content
        : this.#planned + store.rate(planned.powerDw) * seconds;
    const operating = operatingState(powerDw, planned.powerDw, isAsked);
    path?.add(
      atS,
      atS + seconds,
      powerDw,
      store.charge(content),
      store.charge(this.#content),
      operating,
    );
    return atS + seconds;
  }

  /** A step with more or less power than planned, until it holds what it would hold by its plan. */
  #comeBack(planned: { powerDw: number; seconds: number; content: number }): void {
    const store = this.#store;
    const content = this.#content;
    const gap = this.#planned - content;
    const limited = Math.max(
      -store.fullDw,
      Math.min(store.fullDw, planned.powerDw + Math.sign(gap) * this.#returnDw),
    );
    const closing = (store.rate(limited) - store.rate(planned.powerDw)) * Math.sign(gap);
    const whole = closing > 0 ? Math.floor(Math.abs(gap) / closing) : planned.seconds;
    if (whole >= 1) {
      store.step(content, limited, Math.min(planned.seconds, whole));
      return;
    }
    const after =
      planned.seconds === 1 ? planned.content : this.#planned + store.rate(planned.powerDw);
    store.powerDw = store.powerFor(after - content);
    store.seconds = 1;
    store.content = after;
  }
}

/** The power that is asked for, tenths of W, whole. */
function askedDw(
  { fullDw }: BatteryStore,
  { shedLevel, limitW, dispatchW }: Directive,
  wantedDw: number,
): number {
  const limitDw = Math.floor(Math.min(limitW * 10, fullDw));
  if (dispatchW !== undefined) {
    return Math.min(limitDw, Math.max(-fullDw, Math.round(dispatchW * 10)));
  }
  const shedDw =
    [wantedDw, Math.min(0, wantedDw), -Math.round(fullDw / 2), -fullDw][shedLevel] ?? 0;
  return Math.min(limitDw, wantedDw, shedDw);
}

function operatingState(powerDw: number, plannedDw: number, isAsked: boolean): number {
  const isRunning = powerDw !== 0;
  if (!isAsked || powerDw === plannedDw) {
    return isRunning ? OPERATING_STATE.running : OPERATING_STATE.idle;
  }
  if (powerDw < plannedDw) {
    return isRunning ? OPERATING_STATE.runningCurtailed : OPERATING_STATE.idleCurtailed;
  }
  return isRunning ? OPERATING_STATE.runningHeightened : OPERATING_STATE.idleHeightened;
}
