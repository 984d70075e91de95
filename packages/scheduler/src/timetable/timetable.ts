/** The newest tick that has fallen due. */
export interface Due {
  readonly id: number;
  /** Epoch ms. */
  readonly dueAtMs: number;
  /** How many ticks have fallen due, this one included; 1 or more. */
  readonly count: number;
}

/** When the ticks of a job fall due. Knows instants only: no waiting, no state. */
export interface Timetable {
  /** The first due instant after an instant, epoch ms; `Infinity` if there is none. */
  nextAfter(afterMs: number): number;
  /** The newest tick due in (`afterMs`, `untilMs`], or `undefined` if there is none. */
  newestDue(afterMs: number, untilMs: number): Due | undefined;
}
