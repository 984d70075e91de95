import { type CommandContext, openContext } from "../compose/command-context.ts";
import { printable } from "../console/printable.ts";
import { examineFleet } from "../doctor/examine-fleet.ts";
import { examineInflux } from "../doctor/examine-influx.ts";
import { examineMachine } from "../doctor/examine-machine.ts";
import { examineOutbox } from "../doctor/examine-outbox.ts";
import { examineVtn } from "../doctor/examine-vtn.ts";
import { EXIT_CODES } from "../errors/exit-code.ts";
import { type CommandMaker, INFLUX_SETTINGS, newCommand, VTN_SETTINGS } from "./command-options.ts";

/** `ven doctor`: looks at everything that reporting needs, and says what to do. */
export const doctorCommand: CommandMaker = (terminal, finish) =>
  newCommand(
    "doctor",
    "look at everything that reporting needs and say what to do; changes nothing",
    [...VTN_SETTINGS, ...INFLUX_SETTINGS, "outbox", "eventId", "eventPeriod", "timeout"],
  ).action(async (flags) => finish(await examine(await openContext(terminal, flags))));

async function examine(context: CommandContext): Promise<number> {
  const { terminal, json } = context;
  const fleet = await examineFleet(context);
  const outbox = await examineOutbox(context);
  const influx = await examineInflux(context);
  const vtn = await examineVtn(context, fleet.venIds);
  const findings = [...examineMachine(), ...fleet.findings, ...outbox, ...influx, ...vtn];
  const ok = findings.every((finding) => finding.ok);
  if (json) {
    terminal.stdout.write(`${JSON.stringify({ schema: "ven.doctor/1", ok, findings })}\n`);
  } else {
    for (const { name, ok: isFine, detail, remedy } of findings) {
      terminal.stdout.write(`${isFine ? "ok  " : "FAIL"}  ${printable(`${name}: ${detail}`)}\n`);
      if (remedy !== undefined) terminal.stdout.write(`      -> ${remedy}\n`);
    }
  }
  return ok ? EXIT_CODES.ok : EXIT_CODES.failed;
}
