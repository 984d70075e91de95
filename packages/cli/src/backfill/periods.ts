/** From an instant until before another, epoch ms. */
export type Period = readonly [fromMs: number, toMs: number];

/** Periods in the order of time, none of which touches another. */
export type Periods = readonly Period[];

/** Periods and one more; what touches becomes one. */
export function withPeriod(periods: Periods, added: Period): Periods {
  let [fromMs, toMs] = added;
  const apart: Period[] = [];
  if (toMs <= fromMs) return periods;
  for (const period of periods) {
    if (period[1] < fromMs || period[0] > toMs) apart.push(period);
    else [fromMs, toMs] = [Math.min(fromMs, period[0]), Math.max(toMs, period[1])];
  }
  return [...apart, [fromMs, toMs] as const].sort(([one], [other]) => one - other);
}

/** What of `periods` lies outside of another period. */
export function withoutPeriod(periods: Periods, [fromMs, toMs]: Period): Periods {
  return periods.flatMap((period): Period[] => {
    const before: Period = [period[0], Math.min(period[1], fromMs)];
    const after: Period = [Math.max(period[0], toMs), period[1]];
    return [before, after].filter(([startMs, endMs]) => startMs < endMs);
  });
}

/** What of some periods lies in others, too. */
export function commonOf(periods: Periods, others: Periods): Periods {
  return periods.flatMap(([fromMs, toMs]) =>
    others
      .map((other): Period => [Math.max(fromMs, other[0]), Math.min(toMs, other[1])])
      .filter(([startMs, endMs]) => startMs < endMs),
  );
}

/** What of a period lies in none of `periods`. */
export function missingOf(wanted: Period, periods: Periods): Periods {
  return periods.reduce<Periods>(withoutPeriod, [wanted]);
}
