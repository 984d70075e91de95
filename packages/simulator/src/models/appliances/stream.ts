/** Streams of a home's random numbers. Never reuse a number. */
export const STREAM = {
  people: 5_001,
  rhythm: 5_002,
  taste: 5_003,
  standby: 5_004,
  pump: 5_005,
  cold: 5_006,
  lamp: 5_007,
  lampUse: 5_008,
  vacation: 5_020,
  away: 5_021,
  presence: 5_022,
  outing: 5_023,
  phase: 5_024,
  rising: 5_025,
  mood: 5_026,
  restraint: 5_040,
  /** And 100 for each appliance: whether it is owned, its watts, then 20 for each thing that is drawn for a use. */
  appliance: 6_000,
  /** And the stream of a use of an appliance. */
  patience: 20_000,
  restart: 40_000,
} as const;
