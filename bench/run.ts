// `npm run bench -- <name> [--json] [--write]`: runs a benchmark of benches/ and prints its medians. Exits
// with 1 if one of them misses its floor; with `--write` what has a floor goes into docs/guarantees.md, held
// or missed.
import { readdirSync } from "node:fs";
import { cpus } from "node:os";
import { writeGuarantees } from "../scripts/guarantees/guarantees-table.ts";
import type { Bench } from "./bench.ts";
import { floorTable } from "./support/floor-table.ts";
import { missedFloors } from "./support/missed-floors.ts";
import { median, spreadPercent } from "./support/statistics.ts";

const names = readdirSync(new URL("./benches/", import.meta.url))
  .filter((file) => file.endsWith(".ts"))
  .map((file) => file.slice(0, -3));
const [name = ""] = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
if (!names.includes(name)) {
  console.error(`usage: npm run bench -- <name> [--json] [--write]; names are ${names.join(", ")}`);
  process.exit(2);
}

const { bench } = (await import(`./benches/${name}.ts`)) as { bench: Bench };
console.error(`${name}: ${bench.about}`);
const rounds: Readonly<Record<string, number>>[] = [];
for (let round = 0; round < bench.rounds; round += 1) {
  const figures = await bench.run(round);
  rounds.push(figures);
  console.error(`round ${round + 1}/${bench.rounds}: ${JSON.stringify(figures)}`);
}

const figures: Record<string, number> = {};
const spread: Record<string, number> = {};
for (const figure of Object.keys(rounds[0] ?? {})) {
  const values = rounds.map((round) => round[figure] ?? Number.NaN);
  figures[figure] = median(values);
  spread[figure] = spreadPercent(values);
}
console.table(
  Object.fromEntries(
    Object.keys(figures).map((figure) => [
      figure,
      { median: figures[figure], "spread %": spread[figure] },
    ]),
  ),
);
if (process.argv.includes("--json")) {
  const versions = { node: process.versions.node, cpu: cpus()[0]?.model ?? "unknown" };
  console.log(JSON.stringify({ name, figures, spread, rounds: rounds.length, versions }));
}
const missed = missedFloors(figures, bench.floors ?? {});
for (const line of missed) console.error(`FLOOR MISSED: ${line}`);
if (missed.length > 0) process.exitCode = 1;
if (process.argv.includes("--write") && name === "delivery") {
  writeGuarantees("bench-delivery", floorTable(figures, bench.floors ?? {}));
}
