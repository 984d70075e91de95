import { setImmediate } from "node:timers/promises";

/** Lets everything run that waits for no timer and no socket. */
export async function turns(count = 10): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await setImmediate();
}

/** Waits until something is so; a test that waits in vain ends by its time limit. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 5));
}
