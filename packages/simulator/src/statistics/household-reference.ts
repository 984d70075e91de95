/**
 * How German households spread a winter workday over its hours, over its mean: facts of the standard
 * load profile H0 of the BDEW, hours 0 to 23.
 */
export const HOUSEHOLD_WINTER_WORKDAY: readonly number[] = [
  0.55, 0.41, 0.37, 0.36, 0.37, 0.44, 0.85, 1.22, 1.25, 1.16, 1.09, 1.11, 1.23, 1.22, 1.08, 0.98,
  0.99, 1.21, 1.56, 1.76, 1.58, 1.32, 1.1, 0.81,
];
