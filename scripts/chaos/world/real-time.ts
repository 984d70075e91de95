/** Waits until something holds, of the machine's clock. @returns whether it did in time */
export async function waitFor(
  holds: () => boolean | Promise<boolean>,
  withinMs: number,
): Promise<boolean> {
  const untilMs = performance.now() + withinMs;
  while (!(await holds())) {
    if (performance.now() > untilMs) return false;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return true;
}
