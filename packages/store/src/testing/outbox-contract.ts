import { InvalidValueError } from "@ven/core";
import { appendCases } from "./cases/append-cases.ts";
import { boundCases } from "./cases/bound-cases.ts";
import { callCases } from "./cases/call-cases.ts";
import { deadLetterCases } from "./cases/dead-letter-cases.ts";
import { expiryCases } from "./cases/expiry-cases.ts";
import { intentCases } from "./cases/intent-cases.ts";
import { peekCases } from "./cases/peek-cases.ts";
import { reopenCases } from "./cases/reopen-cases.ts";
import { replacedCases } from "./cases/replaced-cases.ts";
import { settleCases } from "./cases/settle-cases.ts";
import { sinkCases } from "./cases/sink-cases.ts";
import { statusCases } from "./cases/status-cases.ts";
import { waitForRoomCases } from "./cases/wait-for-room-cases.ts";
import type { OutboxContractCase } from "./contract-case.ts";
import { ContractStage, type MakeOutbox, type ReopenOutbox } from "./contract-stage.ts";
import { modelCases } from "./model/model-cases.ts";

/** How the suite is run. */
export interface OutboxContractOptions {
  /** Opens an outbox again. Without it, what must survive the end of the process is not looked at. */
  readonly reopen?: ReopenOutbox;
  /** Random sequences for each property; 1 or more. @defaultValue 50 */
  readonly numRuns?: number;
  /** Where the random sequences begin, such as a failure has told. @defaultValue another each time */
  readonly seed?: number;
  /** Called for groups of cases. @defaultValue the global of vitest, jest or mocha */
  readonly describe?: (name: string, define: () => void) => void;
  /** Called for every case. @defaultValue the global of vitest, jest or mocha */
  readonly it?: (name: string, run: () => Promise<void>) => void;
}

/**
 * Defines a suite of tests that every outbox must pass: one test for each promise of {@link Outbox},
 * and random sequences of calls that are compared with a simple model.
 *
 * Runs under any runner with `describe` and `it`, as globals or as options; needs fast-check.
 *
 * @param makeStore - makes an empty outbox; it is asked many times
 */
export function outboxContract(makeStore: MakeOutbox, options: OutboxContractOptions = {}): void {
  const { describe, it } = runnerOf(options);
  for (const [group, cases] of Object.entries(groupsOf(options))) {
    const canRun = cases.filter(({ needsReopen }) => !needsReopen || options.reopen !== undefined);
    if (canRun.length === 0) continue;
    describe(`an outbox: ${group}`, () => {
      for (const contractCase of canRun) {
        it(contractCase.name, () => runCase(contractCase, makeStore, options.reopen));
      }
    });
  }
}

async function runCase(
  contractCase: OutboxContractCase,
  makeStore: MakeOutbox,
  reopen: ReopenOutbox | undefined,
): Promise<void> {
  const stage = new ContractStage(makeStore, reopen);
  try {
    await contractCase.run(stage);
    await stage.checkBooks();
  } finally {
    await stage.end();
  }
}

function groupsOf(options: OutboxContractOptions): Record<string, readonly OutboxContractCase[]> {
  return {
    appending: appendCases,
    reading: peekCases,
    intending: intentCases,
    settling: settleCases,
    "parts that fare differently": replacedCases,
    "several sinks": sinkCases,
    "dead letters": deadLetterCases,
    bounds: boundCases,
    "waiting for room": waitForRoomCases,
    age: expiryCases,
    "counts and lists": statusCases,
    "marks and calls": callCases,
    "the end of the process": reopenCases,
    "random sequences": modelCases(options),
  };
}

function runnerOf(
  options: OutboxContractOptions,
): Required<Pick<OutboxContractOptions, "describe" | "it">> {
  const globals = globalThis as Pick<OutboxContractOptions, "describe" | "it">;
  const describe = options.describe ?? globals.describe;
  const it = options.it ?? globals.it;
  if (describe !== undefined && it !== undefined) return { describe, it };
  const rule = "run it in a test runner with globals, or give describe and it as options";
  throw new InvalidValueError("describe and it", undefined, rule);
}
