/** The weather of a place. Pure: an instant always has the same. */
export interface Weather {
  /**
   * Air temperature of a whole hour, degrees Celsius.
   *
   * @param hour - hours since the epoch
   */
  temperatureC(hour: number): number;
  /**
   * How much of a clear sky's light comes through.
   *
   * @param minute - minutes since the epoch
   * @returns 0 to 1.2
   */
  clearness(minute: number): number;
  /** Wind of a whole hour, m/s, 0 or more. */
  windMs(hour: number): number;
}
