/**
 * What a load is doing about what it is asked, by the names of OpenADR 3 operating states. Its code in
 * `TraceStates.operating`; never change a number.
 */
export const OPERATING_STATE = {
  /** Nothing is asked; it uses no energy. */
  idle: 0,
  /** Nothing is asked; it uses energy. */
  running: 1,
  /** Asked for less; it uses no energy. */
  idleCurtailed: 2,
  /** Asked for less; it uses energy. */
  runningCurtailed: 3,
  /** Asked for more; it uses no energy. */
  idleHeightened: 4,
  /** Asked for more; it uses energy. */
  runningHeightened: 5,
  /** Asked, but people would be too cold or too warm: it does what comfort needs instead. */
  comfortOverride: 6,
} as const;

/** A name of {@link OPERATING_STATE}. */
export type OperatingState = keyof typeof OPERATING_STATE;
