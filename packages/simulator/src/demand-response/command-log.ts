import { InvalidValueError, textKey } from "@ven/core";
import { checkCommand } from "./check-command.ts";
import { checkEntry } from "./check-entry.ts";
import type { Command, CommandTargets } from "./command.ts";
import type { CommandSpan } from "./command-span.ts";
import { CommandWindow } from "./command-window.ts";

/** A command or a cancellation, and when it was received. */
export type CommandLogEntry =
  | { readonly kind: "command"; readonly receivedAtMs: number; readonly command: Command }
  | { readonly kind: "cancel"; readonly receivedAtMs: number; readonly commandId: string };

/**
 * Refuses targets that nobody can be.
 *
 * @param subject - of what they are, such as `command targets`
 * @throws {InvalidValueError} that names what is not known
 */
export type CheckAim = (targets: CommandTargets | undefined, subject: string) => void;

/** How long after its end a command may still tell on a load, s: rooms warm up again, laundry is done later. */
export const AFTERMATH_S: number = 48 * 3_600;

/** Times that were asked about and are kept: one for each day that is read, and more. */
const MOST_WINDOWS = 1_000;

/** All that a fleet was asked to do, in the order in which it was received. Only grows. */
export class CommandLog {
  readonly #entries: CommandLogEntry[] = [];
  readonly #spans: { span: CommandSpan; readonly targets: CommandTargets | undefined }[] = [];
  readonly #windows = new Map<number, { readonly toS: number; readonly window: CommandWindow }>();
  readonly #checkAim: CheckAim | undefined;

  /** @param checkAim - refuses targets that the fleet has not. @defaultValue takes any */
  constructor(checkAim?: CheckAim) {
    this.#checkAim = checkAim;
  }

  /** Grows with each entry. */
  get version(): number {
    return this.#entries.length;
  }

  get entries(): readonly CommandLogEntry[] {
    return this.#entries;
  }

  /** When the last entry was received, epoch ms; minus infinity if there is none. */
  get lastReceivedAtMs(): number {
    return this.#entries.at(-1)?.receivedAtMs ?? Number.NEGATIVE_INFINITY;
  }

  /**
   * Takes an entry. It tells on loads from when it was received, never before.
   *
   * @throws {InvalidValueError} if a command breaks a rule or its id is known, if its targets or a
   * cancelled one are not known, or if the entry was received before the last one; then nothing happened
   */
  add(entry: CommandLogEntry): void {
    checkEntry(entry);
    if (!(entry.receivedAtMs >= this.lastReceivedAtMs)) {
      const rule = `it must not be before ${this.lastReceivedAtMs}, when the last one was received`;
      throw new InvalidValueError("receivedAtMs", entry.receivedAtMs, rule);
    }
    const receivedS = Math.ceil(entry.receivedAtMs / 1_000);
    if (entry.kind === "command") {
      checkCommand(entry.command);
      // A copy: what the caller does with its own later changes no reading.
      const command = structuredClone(entry.command);
      this.#begin(command, receivedS);
      this.#entries.push({ ...entry, command });
    } else {
      this.#cancel(entry.commandId, receivedS);
      this.#entries.push(entry);
    }
    this.#windows.clear();
  }

  /** What is in force at any time from `fromS` until before `toS`. */
  during(fromS: number, toS: number): CommandWindow {
    const known = this.#windows.get(fromS);
    if (known?.toS === toS) return known.window;
    if (this.#windows.size >= MOST_WINDOWS) this.#windows.clear();
    const window = new CommandWindow(
      this.#spans.filter(({ span }) => span.toS > fromS && span.fromS < toS),
    );
    this.#windows.set(fromS, { toS, window });
    return window;
  }

  #begin(command: Command, receivedS: number): void {
    const { id, action, startMs, endMs, targets, priority = 0 } = command;
    this.#checkAim?.(targets, "command targets");
    if (this.#spans.some(({ span }) => span.id === id)) {
      throw new InvalidValueError(
        "command id",
        id,
        "it was used before; give each command its own",
      );
    }
    const fromS = Math.max(receivedS, Math.ceil(startMs / 1_000));
    const toS = Math.max(fromS, Math.ceil((endMs ?? Number.POSITIVE_INFINITY) / 1_000));
    this.#spans.push({ span: { id, key: textKey(id), action, fromS, toS, priority }, targets });
  }

  #cancel(commandId: string, receivedS: number): void {
    const known = this.#spans.find(({ span }) => span.id === commandId);
    if (known === undefined) {
      throw new InvalidValueError("commandId", commandId, "no command of this id was received");
    }
    const { span } = known;
    known.span = { ...span, toS: Math.max(span.fromS, Math.min(span.toS, receivedS)) };
  }
}
