import { Command, CommanderError } from "commander";
import { backfillCommand } from "./commands/backfill.ts";
import { checkCommand } from "./commands/check.ts";
import { demoCommand } from "./commands/demo.ts";
import { doctorCommand } from "./commands/doctor.ts";
import { fleetCommand } from "./commands/fleet.ts";
import { outboxCommand } from "./commands/outbox.ts";
import { reportCommand } from "./commands/report.ts";
import { runCommand } from "./commands/run.ts";
import { simulateCommand } from "./commands/simulate.ts";
import { statusCommand } from "./commands/status.ts";
import { vtnCommand } from "./commands/vtn.ts";
import { printable } from "./console/printable.ts";
import { processTerminal } from "./console/process-terminal.ts";
import type { Terminal } from "./console/terminal.ts";
import { errorLine } from "./errors/error-line.ts";
import { EXIT_CODES, exitCodeOf } from "./errors/exit-code.ts";
import { version } from "./version.ts";

const EXIT_CODE_HELP = `
Exit codes: 0 all went well; 1 something failed, such as a reading; 2 the command line is wrong;
65 a setting, the fleet, the database or a file is missing or wrong; 69 the VTN or InfluxDB cannot be
reached; 75 another process delivers from the outbox; 76 the VTN refused or answered nonsense; 77 the
VTN wants another token; 130 Ctrl-C twice, or once where it leaves the result unwritten.

Settings come from flags, then VEN_* in the environment (VEN_VTN_URL, VEN_EVERY, ...), then
ven.config.ts or ven.config.json in this folder. The token comes from VEN_BEARER_TOKEN or a file.`;

/**
 * Runs the `ven` command.
 *
 * @param args - what stands after `ven`, such as `["demo", "--ticks", "2"]`
 * @param terminal - where it reads and writes. @defaultValue this process
 * @returns the exit code; never throws
 */
export async function runVen(
  args: readonly string[],
  terminal: Terminal = processTerminal(),
): Promise<number> {
  let exitCode: number = EXIT_CODES.ok;
  const finish = (code: number) => {
    exitCode = code;
  };
  const program = new Command("ven")
    .description("Simulate the meters of a fleet and report them to an OpenADR 3 VTN.")
    .version(version, "--version", "print the version")
    .helpOption("-h, --help", "print this help")
    .addHelpText("after", EXIT_CODE_HELP)
    .showSuggestionAfterError(true);
  for (const command of [
    demoCommand,
    runCommand,
    reportCommand,
    backfillCommand,
    statusCommand,
    outboxCommand,
    simulateCommand,
    vtnCommand,
    fleetCommand,
    checkCommand,
    doctorCommand,
  ]) {
    program.addCommand(command(terminal, finish));
  }
  prepare(program, terminal);
  try {
    await program.parseAsync(args, { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return EXIT_CODES.ok;
    printError(error, args, terminal);
    return error instanceof CommanderError ? EXIT_CODES.usage : exitCodeOf(error);
  }
  return exitCode;
}

/** Makes commander write to the terminal it is given and throw instead of ending the process. */
function prepare(command: Command, terminal: Terminal): void {
  command.exitOverride().configureOutput({
    writeOut: (text) => terminal.stdout.write(text),
    writeErr: (text) => terminal.stderr.write(text),
    // Told once, by printError.
    outputError: () => undefined,
  });
  for (const subcommand of command.commands) prepare(subcommand, terminal);
}

function printError(error: unknown, args: readonly string[], terminal: Terminal): void {
  const { code, message } = errorLine(error);
  if (args.includes("--json")) {
    terminal.stderr.write(`${JSON.stringify({ schema: "ven.error/1", code, message })}\n`);
  } else {
    terminal.stderr.write(`ven: ${printable(message)}\n`);
  }
  if (args.includes("--verbose") && error instanceof Error)
    terminal.stderr.write(`${error.stack}\n`);
}
