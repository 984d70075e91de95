import { expect } from "vitest";

/** Waits until a count that the system settles in its own time is reached. */
export async function reaches(
  count: () => number | Promise<number>,
  wanted: number,
): Promise<void> {
  for (let turn = 0; turn < 200 && (await count()) !== wanted; turn += 1) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  expect(await count()).toBe(wanted);
}
