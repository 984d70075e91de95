/** Instants at equal distances. */
export interface Instants {
  readonly fromMs: number;
  /** Above 0. */
  readonly stepMs: number;
  readonly count: number;
}
