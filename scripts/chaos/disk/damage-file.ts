import { readFileSync, truncateSync, writeFileSync } from "node:fs";
import type { Draws } from "@ven/core";

/** A page of SQLite, bytes. */
const PAGE = 4_096;

/** How a file was damaged. */
export type Damage = "flipped" | "truncated" | "zeroed";

/** Damages a file somewhere: flips a few bits, cuts off its end, or zeroes a page. */
export function damageFile(path: string, draws: Draws): Damage {
  const bytes = readFileSync(path);
  const place = Math.floor(draws.uniform() * bytes.length);
  const choice = draws.uniform();
  if (choice < 0.2) {
    truncateSync(path, place);
    return "truncated";
  }
  if (choice < 0.4) {
    const start = place - (place % PAGE);
    bytes.fill(0, start, Math.min(bytes.length, start + PAGE));
    writeFileSync(path, bytes);
    return "zeroed";
  }
  for (let count = 1 + Math.floor(draws.uniform() * 32); count > 0; count -= 1) {
    const index = Math.floor(draws.uniform() * bytes.length);
    bytes[index] = (bytes[index] ?? 0) ^ (1 << Math.floor(draws.uniform() * 8));
  }
  writeFileSync(path, bytes);
  return "flipped";
}
