import type { Directive } from "../../demand-response/directive.ts";
import type { DayTrace } from "../../trace/day-trace.ts";
import { OPERATING_STATE } from "../../trace/operating-state.ts";
import type { ChargePath } from "../storage/charge-path.ts";
import { asksStorage, type HeldSpan, heldAt } from "../storage/held-directives.ts";
import type { Calibration } from "./battery-plan.ts";
import type { BatteryStore } from "./battery-store.ts";

/**
 * A battery that is asked things. When nothing is asked any more it goes on with its plan from what it
 * holds; so it is as if nothing had been once it is full or empty when it would have been anyway, and
 * after its next calibration at the latest.
 */
export class BatteryRun {
  readonly #store: BatteryStore;
  readonly #directives: readonly HeldSpan[];
  #content: number;

  /** @param content - what it holds at the beginning */
  constructor(store: BatteryStore, directives: readonly HeldSpan[], content: number) {
    this.#store = store;
    this.#directives = directives;
    this.#content = content;
  }

  /**
   * Goes through a day.
   *
   * @param calibration - when it obeys nothing, if ever on this day
   * @param path - where to write what it does, if anywhere
   */
  follow(
    { fromS, powerDw, endS }: DayTrace,
    calibration: Calibration | undefined,
    path: ChargePath | undefined,
  ): void {
    for (let segment = 0; segment < fromS.length; segment += 1) {
      const wanted = powerDw[segment] ?? 0;
      const untilS = fromS[segment + 1] ?? endS;
      let atS = fromS[segment] ?? endS;
      while (atS < untilS) {
        const held = this.#heldAt(atS, calibration);
        atS = this.#advance(atS, Math.min(untilS, held.toS), wanted, held, path);
      }
    }
  }

  /** What it is asked at an instant; nothing while it is calibrated. */
  #heldAt(atS: number, calibration: Calibration | undefined): HeldSpan {
    if (calibration === undefined || atS >= calibration.toS) return heldAt(this.#directives, atS);
    const { fromS, toS } = calibration;
    if (atS >= fromS) return { ...heldAt([], atS), toS };
    const held = heldAt(this.#directives, atS);
    return { ...held, toS: Math.min(held.toS, fromS) };
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
    store.step(content, wantedDw, untilS - atS);
    const plannedDw = store.powerDw;
    const isAsked = asksStorage(directive);
    if (isAsked) {
      // After what it was asked it waits before it charges again: not all batteries do so at once.
      const askedOrWaiting = isHeld ? Math.min(0, wantedDw) : askedDw(store, directive, wantedDw);
      store.step(content, askedOrWaiting, store.seconds);
    }
    const { powerDw, seconds } = store;
    this.#content = store.content;
    path?.add(
      atS,
      atS + seconds,
      powerDw,
      store.charge(content),
      store.charge(this.#content),
      operatingState(powerDw, plannedDw, isAsked),
    );
    return atS + seconds;
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
