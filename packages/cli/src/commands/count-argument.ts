import { InvalidArgumentError } from "commander";

/** Reads the number after `--ticks` or `--limit`: a whole number, 1 or more. */
export function countArgument(text: string): number {
  const count = Number(text);
  if (!Number.isSafeInteger(count) || count < 1) {
    throw new InvalidArgumentError("give a whole number, 1 or more");
  }
  return count;
}
