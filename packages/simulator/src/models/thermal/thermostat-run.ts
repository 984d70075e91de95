import { nearestWhole } from "../../trace/nearest-whole.ts";
import { OPERATING_STATE } from "../../trace/operating-state.ts";
import { temperatureAfter, timeToReach } from "./exponential.ts";
import { powerShare } from "./power-share.ts";
import { askedC, NO_ORDER, type ThermalOrder } from "./thermal-order.ts";
import type { ThermalOrders } from "./thermal-orders.ts";
import type { ThermalPlant } from "./thermal-plant.ts";
import type { ThermalTrace } from "./thermal-trace.ts";
import type { ThermostatState } from "./thermostat-cycle.ts";

/**
 * Follows a thermostat and its plant through time, from one switching to the next: each piece is the
 * exact exponential, and instants of switching are rounded up to whole seconds.
 *
 * ```
 * ceiling  - - - - - - - - - - - - - - - - - - - -   asked for more: never above
 * high     . . ./\ . . . . . . . . . . . /\ . . .
 * low      . ./. .\. . . . . . . . . . ./. .\. . .    usual cycle
 *                  \                  /
 * floor    - - - - - \/\/\/\/\/\/\/\ - - - - - - -    asked for less: rescued, up to floor + deadband
 * ```
 */
export class ThermostatRun implements ThermostatState {
  temperatureC = 0;
  isCalling = false;
  /** Whether it heats for comfort's sake, whatever is asked. */
  #isRescued = false;
  #lowC = 0;
  #highC = 0;
  /** Below it a load under orders is rescued; minus infinity if nothing is asked. */
  #floorC = Number.NEGATIVE_INFINITY;
  #isHeldBack = false;
  #isHeightened = false;

  /** Forgets what went before, but for where it is put. */
  restart(): void {
    this.#isRescued = false;
  }

  /**
   * Goes on from one instant to another, both epoch s, and tells `trace` about it if there is one.
   */
  follow(
    plant: ThermalPlant,
    orders: ThermalOrders,
    fromS: number,
    toS: number,
    trace?: ThermalTrace,
  ): void {
    let atS = fromS;
    while (atS < toS) {
      const edgeS = Math.min(toS, plant.moveTo(atS), orders.moveTo(atS));
      this.temperatureC = plant.afterDraws(this.temperatureC);
      const share = this.#decide(plant, orders.order);
      if (trace !== undefined) {
        const powerDw = nearestWhole(share * plant.fullPowerDw);
        trace.add(atS, powerDw, this.temperatureC, this.#operating(orders.order, share > 0));
      }
      atS = this.#advance(plant.restC + share * plant.riseK, plant, atS, edgeS);
    }
  }

  /** Switches, and tells the share of full power. */
  #decide(plant: ThermalPlant, order: ThermalOrder): number {
    const { usualC, deadbandK } = plant;
    const targetC = order === NO_ORDER ? usualC : this.#obey(plant, order);
    this.#lowC = targetC - deadbandK / 2;
    this.#highC = this.#lowC + deadbandK;
    if (this.temperatureC <= this.#lowC) this.isCalling = true;
    else if (this.temperatureC >= this.#highC) this.isCalling = false;
    if (order === NO_ORDER) {
      this.#isRescued = false;
      this.#floorC = Number.NEGATIVE_INFINITY;
    } else {
      this.#floorC = this.#floorOf(plant, order);
      if (this.temperatureC <= this.#floorC) this.#isRescued = true;
      else if (this.temperatureC >= this.#floorC + deadbandK) this.#isRescued = false;
    }
    if (this.#isRescued) {
      const rescueC = Math.max(targetC, this.#floorC + deadbandK / 2);
      return powerShare(plant, Number.POSITIVE_INFINITY, this.temperatureC, rescueC);
    }
    return this.isCalling ? powerShare(plant, order.limitDw, this.temperatureC, targetC) : 0;
  }

  /** The temperature that an order means, no warmer than comfort allows. */
  #obey({ usualC, deadbandK, comfortCeilingC }: ThermalPlant, order: ThermalOrder): number {
    const wantedC = askedC(order, usualC);
    const warmestC = Math.max(usualC, comfortCeilingC - deadbandK / 2);
    this.#isHeightened = wantedC > usualC;
    this.#isHeldBack = wantedC > warmestC;
    return Math.min(wantedC, warmestC);
  }

  /** Who is asked for more needs no rescue. */
  #floorOf({ usualC, deadbandK, comfortFloorC }: ThermalPlant, { limitDw }: ThermalOrder): number {
    const isHarmless = this.#isHeightened && limitDw === Number.POSITIVE_INFINITY;
    return isHarmless ? Number.NEGATIVE_INFINITY : Math.min(comfortFloorC, usualC - deadbandK / 2);
  }

  #operating(order: ThermalOrder, isOn: boolean): number {
    if (order === NO_ORDER) return isOn ? OPERATING_STATE.running : OPERATING_STATE.idle;
    if (this.#isRescued || (this.#isHeldBack && !isOn)) return OPERATING_STATE.comfortOverride;
    if (this.#isHeightened) {
      return isOn ? OPERATING_STATE.runningHeightened : OPERATING_STATE.idleHeightened;
    }
    return isOn ? OPERATING_STATE.runningCurtailed : OPERATING_STATE.idleCurtailed;
  }

  /** Lets time pass until something switches, at the latest until `edgeS`; tells the instant. */
  #advance(towardsC: number, { tauS, deadbandK }: ThermalPlant, atS: number, edgeS: number) {
    const fromC = this.temperatureC;
    const edgeC = temperatureAfter(fromC, towardsC, tauS, edgeS - atS);
    const isRising = towardsC > fromC;
    const switchC = isRising ? this.#switchAbove(deadbandK) : this.#switchBelow();
    this.temperatureC = edgeC;
    if (isRising ? edgeC < switchC : edgeC > switchC) return edgeS;
    const durationS = Math.max(1, Math.ceil(timeToReach(fromC, towardsC, tauS, switchC)));
    // Rounding to whole seconds may bring it to the edge, or the last bit beyond it.
    if (!(atS + durationS < edgeS)) return edgeS;
    this.temperatureC = temperatureAfter(fromC, towardsC, tauS, durationS);
    return atS + durationS;
  }

  /** At which warmer temperature something switches. */
  #switchAbove(deadbandK: number): number {
    const highC = this.isCalling ? this.#highC : Number.POSITIVE_INFINITY;
    return this.#isRescued ? Math.min(highC, this.#floorC + deadbandK) : highC;
  }

  /** At which cooler temperature something switches. */
  #switchBelow(): number {
    const lowC = this.isCalling ? Number.NEGATIVE_INFINITY : this.#lowC;
    return this.#isRescued ? lowC : Math.max(lowC, this.#floorC);
  }
}
