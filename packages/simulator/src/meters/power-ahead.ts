/** What is known of the power of a load from the instant that was read last on. */
export interface PowerAhead {
  /** Power at an instant, epoch s, tenths of W; `NaN` if it is not known. Quickest in the order of time. */
  powerDw(atS: number): number;
  /** Until when the power that was read last stays, epoch s. */
  readonly steadyUntilS: number;
}
