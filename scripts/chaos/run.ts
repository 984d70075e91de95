// `npm run chaos`: proves what docs/guarantees.md promises. Exits 1 where a promise is not kept, 2 on misuse.
import { parseArgs } from "node:util";
import { describeError } from "@ven/core";
import { writeGuarantees } from "../guarantees/guarantees-table.ts";
import { ALL_CASES } from "./all-cases.ts";
import type { CaseResult, ChaosCase, OwnVtn } from "./chaos-case.ts";
import { chaosLines, chaosTable } from "./chaos-table.ts";
import { buildProcesses } from "./processes/build-processes.ts";

const HELP = `usage: npm run chaos -- [options]

  --case <name>      run this case alone; may be given again
  --seed <text>      draw the same kills and faults again (default: another each time)
  --kills <number>   how many processes are ended in all (default: 60, with --long 1000)
  --long             as large as the promises say, not as CI has time for: an hour or two
  --vtn <url>        report to a VTN of your own; it logs in with VEN_BEARER_TOKEN, or
                     VEN_CLIENT_ID and VEN_CLIENT_SECRET, as a client that may do everything
  --protocol <v>     what that VTN speaks: 3.1.0 (default) or 3.0.1
  --json             print a line of JSON per result, too
  --write            put the table into docs/guarantees.md, that of --long in a place of its own
  --help

cases:
${ALL_CASES.map(({ name, about, suitsOwnVtn }) => `  ${name.padEnd(10)} ${about}${suitsOwnVtn ? " (also with --vtn)" : ""}`).join("\n")}`;

interface Wanted {
  readonly cases: readonly ChaosCase[];
  readonly seed: string;
  readonly kills?: number;
  readonly ownVtn?: OwnVtn;
  readonly isLong: boolean;
  readonly isJson: boolean;
  readonly writes: boolean;
}

/** Something on the command line that makes no sense. */
class UsageError extends Error {}

try {
  const wanted = readArguments();
  if (wanted === undefined) console.log(HELP);
  else process.exitCode = await run(wanted);
} catch (error) {
  console.error(error instanceof UsageError ? error.message : error);
  process.exitCode = 2;
}

/** @returns the exit code */
async function run({ cases, writes, isJson, ...options }: Wanted): Promise<number> {
  const { seed, isLong } = options;
  const tableName = isLong ? "chaos-long" : "chaos";
  console.error(`seed ${seed}`);
  await using programs = await buildProcesses();
  const results: CaseResult[] = [];
  for (const chaos of cases) {
    const startedMs = performance.now();
    const say = (line: string) => console.error(line);
    for (const result of await chaos.run({ ...options, programs, say })) {
      results.push(result);
      if (isJson) console.log(JSON.stringify(jsonOf(result, seed)));
    }
    console.error(`${chaos.name}: ${Math.round((performance.now() - startedMs) / 1_000)} s`);
  }
  if (!isJson) for (const line of chaosLines(results)) console.log(line);
  for (const { case: name, broken, minimal } of results) {
    if (broken.length === 0) continue;
    console.error(`${name}: not kept: ${broken.join("; ")}`);
    if (minimal !== undefined) console.error(`it fails with ${JSON.stringify(minimal)}`);
  }
  const isKept = results.every(({ broken }) => broken.length === 0);
  if (writes && isKept) writeGuarantees(tableName, chaosTable(results, seed));
  if (writes && !isKept) console.error("docs/guarantees.md stays as it is");
  return isKept ? 0 : 1;
}

function jsonOf({ case: name, figures, broken, minimal, ...counts }: CaseResult, seed: string) {
  return {
    case: name,
    seed,
    ...counts,
    ...figures,
    isKept: broken.length === 0,
    broken,
    ...(minimal === undefined ? {} : { minimal }),
  };
}

function readArguments(): Wanted | undefined {
  const { values } = parse();
  if (values.help) return undefined;
  const ownVtn = readOwnVtn(values.vtn, values.protocol);
  const named = values.case?.map(caseOf) ?? ALL_CASES;
  const cases = ownVtn === undefined ? named : named.filter(({ suitsOwnVtn }) => suitsOwnVtn);
  if (cases.length === 0) throw new UsageError("none of these cases can be run with --vtn");
  if (values.write && (values.case !== undefined || ownVtn !== undefined)) {
    throw new UsageError("--write needs every case: leave out --case and --vtn");
  }
  return {
    cases,
    seed: values.seed ?? String(Math.floor(Math.random() * 1e9)),
    isLong: values.long,
    isJson: values.json,
    writes: values.write,
    ...(values.kills === undefined ? {} : { kills: killsOf(values.kills) }),
    ...(ownVtn === undefined ? {} : { ownVtn }),
  };
}

function parse() {
  try {
    return parseArgs({
      options: {
        case: { type: "string", multiple: true },
        seed: { type: "string" },
        kills: { type: "string" },
        long: { type: "boolean", default: false },
        vtn: { type: "string" },
        protocol: { type: "string", default: "3.1.0" },
        json: { type: "boolean", default: false },
        write: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    throw new UsageError(`${describeError(error)}; see --help`);
  }
}

function caseOf(name: string): ChaosCase {
  const found = ALL_CASES.find((one) => one.name === name);
  if (found !== undefined) return found;
  const names = ALL_CASES.map((one) => one.name).join(", ");
  throw new UsageError(`there is no case "${name}": give one of ${names}`);
}

function killsOf(text: string): number {
  const kills = Number(text);
  if (Number.isInteger(kills) && kills >= 0 && kills <= 100_000) return kills;
  throw new UsageError(`--kills ${text}: give a whole number from 0 to 100000`);
}

function readOwnVtn(vtnUrl: string | undefined, protocol: string): OwnVtn | undefined {
  if (protocol !== "3.0.1" && protocol !== "3.1.0") {
    throw new UsageError(`--protocol ${protocol}: give 3.1.0 or 3.0.1`);
  }
  return vtnUrl === undefined ? undefined : { vtnUrl, protocol };
}
