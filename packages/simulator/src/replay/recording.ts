/** Powers that were recorded at equal steps, ready to be replayed. */
export interface Recording {
  readonly meterIds: readonly string[];
  /** The loads of a meter, in the file's order; none if there is no such meter. */
  loadIdsOf(meterId: string): readonly string[];
  /** First recorded instant, epoch ms. */
  readonly firstAtMs: number;
  readonly stepMs: number;
  /** Steps from the first instant to the last, holes included; 1 or more. */
  readonly stepCount: number;
  /**
   * What was recorded of a load: W per step, `NaN` where nothing was.
   *
   * @returns `undefined` if nothing at all was
   */
  powersW(meterId: string, loadId: string): Float64Array | undefined;
}
