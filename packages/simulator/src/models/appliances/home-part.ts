/** The groups that the appliances of a home fall into. */
export const HOME_PARTS = ["cooking", "wet", "cold", "lighting", "electronics", "other"] as const;

/** One of {@link HOME_PARTS}. */
export type HomePart = (typeof HOME_PARTS)[number];
