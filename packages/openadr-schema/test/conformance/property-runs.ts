/**
 * How the properties of this folder run: the same every time, unless the environment says otherwise.
 * `VEN_FC_SEED` is the seed, `VEN_FC_RUNS` the number of runs per object, 50 or more; a failure
 * prints both the seed and the path to the smallest case.
 */
export const PROPERTY_RUNS: { readonly seed: number; readonly numRuns: number } = {
  seed: numberOf("VEN_FC_SEED", 20_260_116, Number.MIN_SAFE_INTEGER),
  numRuns: numberOf("VEN_FC_RUNS", 50, 50),
};

function numberOf(name: string, fallback: number, least: number): number {
  const text = process.env[name];
  if (text === undefined || text === "") return fallback;
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < least) {
    throw new Error(`${name} is ${text}: give a whole number of at least ${least}`);
  }
  return value;
}
