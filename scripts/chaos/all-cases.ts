import { diskCase } from "./cases/disk-case.ts";
import { fuzzCase } from "./cases/fuzz-case.ts";
import { httpCase } from "./cases/http-case.ts";
import { killCase } from "./cases/kill-case.ts";
import { outageCase } from "./cases/outage-case.ts";
import { overloadCase } from "./cases/overload-case.ts";
import type { ChaosCase } from "./chaos-case.ts";

/** The proofs, in the order of the table. */
export const ALL_CASES: readonly ChaosCase[] = [
  killCase,
  outageCase,
  overloadCase,
  diskCase,
  httpCase,
  fuzzCase,
];
