/** How far a failure was made smaller. */
export interface Shrunk<Scenario> {
  readonly scenario: Scenario;
  /** How often it was tried. */
  readonly tries: number;
  /** Whether no smaller one fails, as far as was tried; `false` if the time was up before. */
  readonly isMinimal: boolean;
}

/**
 * Makes a scenario that fails smaller while it still fails.
 *
 * @param smallerOf - scenarios that are smaller by one step, the boldest first
 * @param fails - whether one fails; an error counts as a failure of another kind, so as no
 * @param untilMs - of `performance.now()`: no try begins later
 */
export async function shrink<Scenario>(
  failing: Scenario,
  smallerOf: (scenario: Scenario) => Iterable<Scenario>,
  fails: (scenario: Scenario) => Promise<boolean>,
  untilMs: number,
): Promise<Shrunk<Scenario>> {
  let scenario = failing;
  let tries = 0;
  for (;;) {
    let smaller: Scenario | undefined;
    for (const candidate of smallerOf(scenario)) {
      if (performance.now() >= untilMs) return { scenario, tries, isMinimal: false };
      tries += 1;
      if (!(await fails(candidate).catch(() => false))) continue;
      smaller = candidate;
      break;
    }
    if (smaller === undefined) return { scenario, tries, isMinimal: true };
    scenario = smaller;
  }
}

/** The list without its halves, its quarters and so on, down to its single items. */
export function* fewerOf<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  for (
    let size = Math.ceil(items.length / 2);
    size >= 1;
    size = size === 1 ? 0 : Math.ceil(size / 2)
  ) {
    for (let start = 0; start < items.length; start += size) {
      yield [...items.slice(0, start), ...items.slice(start + size)];
    }
  }
}
