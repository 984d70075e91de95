import { InvalidValueError } from "@ven/core";
import { checkKeys, type KnownKeys } from "../keys/check-keys.ts";
import type { Command, CommandAction, CommandTargets } from "./command.ts";

/** Most ids in one list of a command's targets. */
const MOST_TARGETS = 100_000;

const COMMAND_KEYS: KnownKeys<Command> = {
  id: true,
  action: true,
  startMs: true,
  endMs: true,
  targets: true,
  priority: true,
};

const TARGET_KEYS: KnownKeys<CommandTargets> = {
  venIds: true,
  resourceIds: true,
  loadIds: true,
  kinds: true,
};

/** By kind of action. */
const ACTION_KEYS: Readonly<Record<CommandAction["kind"], Readonly<Record<string, true>>>> = {
  shed: { kind: true, level: true },
  powerLimit: { kind: true, limitW: true },
  setpoint: { kind: true, temperatureC: true },
  setpointOffset: { kind: true, offsetK: true },
  price: { kind: true, perKwh: true },
  dispatch: { kind: true, powerW: true },
};

/** @throws {InvalidValueError} that names the part of the command that breaks a rule */
export function checkCommand(command: Command): void {
  checkKeys("command", command, COMMAND_KEYS);
  const { id, action, startMs, endMs, targets, priority = 0 } = command;
  if (typeof id !== "string" || id.length < 1 || id.length > 128) {
    throw new InvalidValueError("command id", id, "give 1 to 128 characters");
  }
  checkFinite("command startMs", startMs);
  if (endMs !== undefined && !(Number.isFinite(endMs) && endMs > startMs)) {
    const rule = "it must be after startMs; leave it out for until further notice";
    throw new InvalidValueError("command endMs", endMs, rule);
  }
  checkFinite("command priority", priority);
  if (targets !== undefined) checkTargetLists(targets);
  checkAction(action);
}

function checkAction(action: CommandAction): void {
  const known: unknown = (action as CommandAction | null | undefined)?.kind;
  if (typeof known !== "string" || !Object.hasOwn(ACTION_KEYS, known)) {
    const rule = `give an object with the kind ${Object.keys(ACTION_KEYS).join(", ")}`;
    throw new InvalidValueError("command action", known ?? action, rule);
  }
  checkKeys("command action", action, ACTION_KEYS[action.kind]);
  switch (action.kind) {
    case "shed":
      if ([0, 1, 2, 3].includes(action.level)) return;
      throw new InvalidValueError("command level", action.level, "give 0, 1, 2 or 3");
    case "powerLimit":
      if (Number.isFinite(action.limitW) && action.limitW >= 0) return;
      throw new InvalidValueError("command limitW", action.limitW, "give W, 0 or more");
    case "setpoint":
      checkWithin("command temperatureC", action.temperatureC, -50, 100);
      return;
    case "setpointOffset":
      checkWithin("command offsetK", action.offsetK, -50, 50);
      return;
    case "price":
      checkFinite("command perKwh", action.perKwh);
      return;
    case "dispatch":
      checkFinite("command powerW", action.powerW);
      return;
    default:
      action satisfies never;
  }
}

function checkTargetLists(targets: CommandTargets): void {
  checkKeys("command targets", targets, TARGET_KEYS);
  for (const name of ["venIds", "resourceIds", "loadIds", "kinds"] as const) {
    const ids: unknown = targets[name];
    if (ids === undefined) continue;
    const isList = Array.isArray(ids) && ids.length <= MOST_TARGETS;
    if (isList && ids.every((id) => typeof id === "string")) continue;
    const rule = `give a list of at most ${MOST_TARGETS} texts, or leave it out for all`;
    throw new InvalidValueError(`command targets.${name}`, ids, rule);
  }
}

function checkFinite(name: string, value: number): void {
  if (Number.isFinite(value)) return;
  throw new InvalidValueError(name, value, "give a finite number");
}

function checkWithin(name: string, value: number, least: number, most: number): void {
  if (Number.isFinite(value) && value >= least && value <= most) return;
  throw new InvalidValueError(name, value, `give ${least} to ${most}`);
}
