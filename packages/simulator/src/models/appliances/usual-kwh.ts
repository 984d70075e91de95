import { APPLIANCE_KINDS, energyOfUse } from "./appliance-kind.ts";
import type { AppliancesSpec } from "./appliances-spec.ts";
import { MEAN_PEOPLE, peopleFactor } from "./household.ts";

/** Hours a year, over 1,000. */
const KILOHOURS = 8.766;

/** Mean of all activity, outings and absence included, before vacations. */
const ACTIVITY = 0.87;

/** How long all lamps of a home would have to be on to use what they do, hours a year. */
const LAMP_HOURS = 1_490;

/** What homes of a specification use a year on average if nothing is scaled, kWh. */
export function usualKwh({ people = MEAN_PEOPLE, vacationWeeks }: AppliancesSpec): number {
  const present = ACTIVITY * (1 - vacationWeeks / 52);
  const uses = APPLIANCE_KINDS.reduce(
    (sum, kind) =>
      sum +
      kind.owned * kind.usesPerYear * peopleFactor(people, kind.perPerson) * energyOfUse(kind),
    0,
  );
  const standbyW = 48 + 10 * people;
  const pumpW = 10;
  const coldW = 39;
  const lampsW = 155 + 22 * people;
  const steadyW = standbyW + pumpW + coldW;
  return (uses * present) / 1_000 + steadyW * KILOHOURS + (lampsW * LAMP_HOURS * present) / 1_000;
}
