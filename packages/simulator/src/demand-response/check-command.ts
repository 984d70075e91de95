import { InvalidValueError } from "@ven/core";
import type { Command, CommandAction, CommandTargets } from "./command.ts";

/** Most ids in one list of a command's targets. */
const MOST_TARGETS = 100_000;

/** @throws {InvalidValueError} that names the part of the command that breaks a rule */
export function checkCommand({ id, action, startMs, endMs, targets, priority = 0 }: Command): void {
  if (typeof id !== "string" || id.length < 1 || id.length > 128) {
    throw new InvalidValueError("command id", id, "give 1 to 128 characters");
  }
  checkFinite("command startMs", startMs);
  if (endMs !== undefined && !(endMs > startMs)) {
    throw new InvalidValueError("command endMs", endMs, "it must be after startMs");
  }
  checkFinite("command priority", priority);
  checkTargets(targets ?? {});
  checkAction(action);
}

function checkAction(action: CommandAction): void {
  switch (action.kind) {
    case "shed":
      if ([0, 1, 2, 3].includes(action.level)) return;
      throw new InvalidValueError("command level", action.level, "give 0, 1, 2 or 3");
    case "powerLimit":
      if (action.limitW >= 0) return;
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
    default: {
      const { kind } = action satisfies never as CommandAction;
      const known = "shed, powerLimit, setpoint, setpointOffset, price or dispatch";
      throw new InvalidValueError("command kind", kind, `give ${known}`);
    }
  }
}

function checkTargets(targets: CommandTargets): void {
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
  if (value >= least && value <= most) return;
  throw new InvalidValueError(name, value, `give ${least} to ${most}`);
}
