import type { CommandTargets } from "./command.ts";
import type { CommandSpan } from "./command-span.ts";

/** Which load a command is held against. */
export interface CommandedLoad {
  readonly venId: string;
  readonly resourceId: string;
  readonly loadId: string;
  readonly kind: string;
  /** Name of its model, such as `ev`. */
  readonly modelName: string;
}

/** A span, and whom it is for. */
export interface TargetedSpan {
  readonly span: CommandSpan;
  readonly targets: CommandTargets | undefined;
}

/** The commands in force at some time. */
export class CommandWindow {
  readonly #spans: readonly TargetedSpan[];
  /** For a load that all of them are for. */
  readonly #all: readonly CommandSpan[];
  readonly #hasTargets: boolean;

  constructor(spans: readonly TargetedSpan[]) {
    this.#spans = [...spans].sort((one, other) => one.span.fromS - other.span.fromS);
    this.#all = this.#spans.map(({ span }) => span);
    this.#hasTargets = spans.some(({ targets }) => targets !== undefined);
  }

  /** Those that are for a load, by their beginning. It is asked who it is only where that matters. */
  of(load: { identity(): CommandedLoad }): readonly CommandSpan[] {
    if (!this.#hasTargets) return this.#all;
    const identity = load.identity();
    return this.#spans.filter(({ targets }) => isAmong(identity, targets)).map(({ span }) => span);
  }
}

/** Whether a load is one of those that are meant. */
export function isAmong(load: CommandedLoad, targets: CommandTargets | undefined): boolean {
  if (targets === undefined) return true;
  const { venIds, resourceIds, loadIds, kinds } = targets;
  return (
    (venIds?.includes(load.venId) ?? true) &&
    (resourceIds?.includes(load.resourceId) ?? true) &&
    (loadIds?.includes(load.loadId) ?? true) &&
    (kinds === undefined || kinds.includes(load.kind) || kinds.includes(load.modelName))
  );
}
