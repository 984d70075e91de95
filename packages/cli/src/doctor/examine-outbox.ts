import { existsSync } from "node:fs";
import { relative } from "node:path";
import { describeError } from "@ven/core";
import { VTN_SINK } from "@ven/manager";
import type { CommandContext } from "../compose/command-context.ts";
import { outboxPath } from "../compose/outbox-path.ts";
import { visitOutbox } from "../compose/visit-outbox.ts";
import { countText } from "../console/count-text.ts";
import { waitingFor } from "../outbox/waiting-for.ts";
import { bad, type Finding, good } from "./finding.ts";

/** Looks into the outbox, if there is one: what waits there, and what the VTN refused. */
export async function examineOutbox(context: CommandContext): Promise<readonly Finding[]> {
  const path = outboxPath(context);
  if (!existsSync(path)) return [];
  const file = relative(context.terminal.workingFolder, path);
  try {
    await using outbox = await visitOutbox(context);
    const status = await outbox.status();
    const deadCount = status.sinks.reduce((total, { dead }) => total + dead.readingCount, 0);
    const waiting = countText(waitingFor(status, [VTN_SINK]), "reading");
    const detail = `${file}: ${waiting} for the VTN, ${deadCount} refused`;
    return [deadCount === 0 ? good("Outbox", detail) : bad("Outbox", detail, "deadLetters")];
  } catch (error) {
    // What the store says of its file has the remedy in it.
    return [{ name: "Outbox", ok: false, detail: describeError(error) }];
  }
}
