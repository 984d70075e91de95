import { nearestName } from "@ven/core";
import { VTN_SINK } from "@ven/manager";
import type { Outbox, OutboxState } from "@ven/store";
import { type Command, InvalidArgumentError, Option } from "commander";
import type { Flags } from "../compose/command-context.ts";
import { SettingError } from "../errors/setting-error.ts";
import { type ItemFilter, STATES } from "./find-items.ts";

/** Which entries of an outbox are meant, as flags. */
export interface OutboxFlags extends Flags {
  readonly sink: string;
  readonly ven?: string;
  readonly state?: OutboxState;
  readonly after?: number;
}

/** Adds `--sink` and `--ven`. */
export function withEntryFlags(command: Command): Command {
  return command
    .option("--sink <name>", "for whom the entries wait: vtn, influx, ...", VTN_SINK)
    .option("--ven <name>", "only the entries of this VEN");
}

/** Adds `--state`. */
export function stateOption(): Option {
  return new Option(
    "--state <state>",
    "only dead (refused), intent (under way) or pending",
  ).choices(STATES);
}

/** Reads the id of an entry, as `ven outbox list` shows it. */
export function entryIdArgument(text: string): number {
  const entryId = Number(text);
  if (Number.isSafeInteger(entryId) && entryId >= 1) return entryId;
  throw new InvalidArgumentError(`"${text.slice(0, 40)}" is no id: ven outbox list shows them`);
}

/** Which entries the flags mean. @throws {SettingError} if the outbox knows no such sink */
export async function itemFilter(outbox: Outbox, flags: OutboxFlags): Promise<ItemFilter> {
  const { sink, ven, state, after } = flags;
  const known = (await outbox.status()).sinks.map((status) => status.sink);
  if (!known.includes(sink)) {
    const near = nearestName(sink, known);
    const meant = near === undefined ? `it has ${known.join(", ")}` : `did you mean "${near}"?`;
    throw new SettingError(`--sink: nothing waits for "${sink}" in ${outbox.path}; ${meant}`);
  }
  const states = state === undefined ? STATES : [state];
  return { sink, states, stream: ven, afterEntryId: after };
}
