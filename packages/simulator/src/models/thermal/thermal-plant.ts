import type { LocalCalendar } from "../../calendar/local-calendar.ts";
import type { LocalDay } from "../../calendar/local-day.ts";

/**
 * What a thermostat switches, and what surrounds it: constant between the instants that
 * {@link ThermalPlant.moveTo} tells. Off, its temperature tends to `restC`; at full power to `restC +
 * riseK`.
 */
export interface ThermalPlant {
  /** Time constant, s. */
  readonly tauS: number;
  /** From where the thermostat switches on to where it switches off, K. */
  readonly deadbandK: number;
  /** Where comfort ends, whatever is asked, degrees Celsius. */
  readonly comfortFloorC: number;
  readonly comfortCeilingC: number;
  /** The lowest share of full power that it can run at; 1 if it knows only on and off. */
  readonly leastShare: number;
  /** Whether it chooses its power by what is needed. */
  readonly isModulating: boolean;
  /** What it keeps now if nothing is asked, degrees Celsius. */
  readonly usualC: number;
  readonly restC: number;
  readonly riseK: number;
  /** Full power, tenths of W. */
  readonly fullPowerDw: number;

  /**
   * From when on a day is reckoned, epoch s: its start, or earlier as long as what came before still
   * tells, at most some days.
   */
  burnInFromS(day: LocalDay, calendar: LocalCalendar): number;

  /**
   * Where it settles at full power with what is taken out in the mean, degrees Celsius; infinite if
   * nothing is.
   */
  settlesAtC(): number;

  /** Makes ready for a day. */
  enterDay(day: LocalDay): void;

  /**
   * Moves on to an instant of the day.
   *
   * @returns until when all stays as it is, epoch s
   */
  moveTo(atS: number): number;

  /** The temperature after what is taken out at this instant, such as hot water. */
  afterDraws(temperatureC: number): number;

  /** What `restC` was in the mean over the last day: where it floats when nothing is needed. */
  meanRestC(): number;
}
