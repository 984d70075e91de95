import type { Floor } from "../bench.ts";

/** Tells which figures miss their floors, one line each; one that is no number misses any. */
export function missedFloors(
  figures: Readonly<Record<string, number>>,
  floors: Readonly<Record<string, Floor>>,
): readonly string[] {
  return Object.entries(floors).flatMap(([name, floor]) => {
    const figure = figures[name] ?? Number.NaN;
    const isHeld = "least" in floor ? figure >= floor.least : figure <= floor.most;
    if (isHeld) return [];
    const bound = "least" in floor ? `at least ${floor.least}` : `at most ${floor.most}`;
    return [`${name} is ${figure}, and must be ${bound}`];
  });
}
