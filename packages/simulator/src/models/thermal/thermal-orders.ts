import { Draws, type TextKey } from "@ven/core";
import type { CommandSpan } from "../../demand-response/command-span.ts";
import { directivesOf } from "../../demand-response/directive.ts";
import type { LoadView } from "../load-model.ts";
import {
  askedC,
  NO_ORDER,
  type ShedSteps,
  type ThermalOrder,
  thermalOrder,
} from "./thermal-order.ts";

/** Never reuse a number. */
const STREAM = { restart: 1_001 } as const;

/** How a load takes orders. */
export interface OrderRules {
  readonly shedK: ShedSteps;
  /** Longest time from the end of a restriction to the return to the usual, s. */
  readonly longestRestartDelayS: number;
  /** What it keeps if nothing is asked, degrees Celsius. */
  readonly usualC: number;
  /** What it never exceeds, as a multiple of rated power: a limit above it is none. */
  readonly highestPowerFactor: number;
}

interface OrderSpan {
  readonly fromS: number;
  readonly toS: number;
  readonly order: ThermalOrder;
}

const draws = new Draws();

/**
 * What a load is told over time, read forwards only: an end is met when it comes. When a restriction
 * ends or is relaxed, the load keeps to it for a while that is drawn for each load and end, so that not
 * all come back at once.
 */
export class ThermalOrders {
  /** What holds now. */
  order: ThermalOrder = NO_ORDER;
  #spans: readonly OrderSpan[] = [];
  #next = 0;
  #asked: ThermalOrder = NO_ORDER;
  #releaseS = Number.NEGATIVE_INFINITY;
  #key: TextKey = { high: 0, low: 0 };
  #usualC = 0;
  #longestDelayS = 0;

  /** When the load is first told anything; infinite if never. */
  get firstS(): number {
    return this.#spans[0]?.fromS ?? Number.POSITIVE_INFINITY;
  }

  /** Since when it has been told something without a break, epoch s; infinite if it is not now. */
  get sinceS(): number {
    let place = this.#next;
    if (this.order === NO_ORDER) return Number.POSITIVE_INFINITY;
    while (place > 0 && this.#spans[place - 1]?.toS === this.#spans[place]?.fromS) place -= 1;
    return this.#spans[place]?.fromS ?? Number.POSITIVE_INFINITY;
  }

  /** Begins with a load, before all that it is told. */
  begin(load: LoadView, commands: readonly CommandSpan[], rules: OrderRules): void {
    this.order = NO_ORDER;
    this.#asked = NO_ORDER;
    this.#releaseS = Number.NEGATIVE_INFINITY;
    this.#next = 0;
    this.#key = load.key;
    this.#usualC = rules.usualC;
    this.#longestDelayS = rules.longestRestartDelayS;
    this.#spans = commands.length === 0 ? [] : orderSpans(load, commands, rules);
  }

  /**
   * Moves on to an instant, not before the last one.
   *
   * @returns until when it stays as it is, epoch s
   */
  moveTo(atS: number): number {
    if (this.#spans.length === 0) return Number.POSITIVE_INFINITY;
    let span = this.#spans[this.#next];
    while (span !== undefined && span.toS <= atS) {
      this.#next += 1;
      span = this.#spans[this.#next];
    }
    const isInForce = span !== undefined && span.fromS <= atS;
    this.#ask(isInForce && span !== undefined ? span.order : NO_ORDER, atS);
    const edgeS = (isInForce ? span?.toS : span?.fromS) ?? Number.POSITIVE_INFINITY;
    return this.#releaseS > atS ? Math.min(edgeS, this.#releaseS) : edgeS;
  }

  #ask(asked: ThermalOrder, atS: number): void {
    if (asked !== this.#asked) {
      this.#asked = asked;
      const isRestricted = isLooser(NO_ORDER, this.order, this.#usualC);
      if (!isRestricted || !isLooser(asked, this.order, this.#usualC)) {
        this.#releaseS = Number.NEGATIVE_INFINITY;
      } else if (this.#releaseS <= atS) this.#releaseS = atS + this.#restartDelayS(atS);
    }
    if (this.#releaseS <= atS) this.order = this.#asked;
  }

  #restartDelayS(endS: number): number {
    const place = draws.startAt(this.#key, STREAM.restart, endS).uniform();
    return Math.floor(place * (this.#longestDelayS + 1));
  }
}

function orderSpans(
  load: LoadView,
  commands: readonly CommandSpan[],
  { shedK, highestPowerFactor }: OrderRules,
): readonly OrderSpan[] {
  const highestPowerW = load.ratedPowerW * highestPowerFactor;
  const spans: OrderSpan[] = [];
  for (const { fromS, toS, directive } of directivesOf(load, commands)) {
    const order = thermalOrder(directive, shedK, highestPowerW);
    if (order !== NO_ORDER) spans.push({ fromS, toS, order });
  }
  return spans;
}

/** Whether an order allows more heat or power than another. */
function isLooser(order: ThermalOrder, other: ThermalOrder, usualC: number): boolean {
  return askedC(order, usualC) > askedC(other, usualC) || order.limitDw > other.limitDw;
}
