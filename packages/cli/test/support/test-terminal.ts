import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runVen, type Terminal } from "@ven/cli";

/** What a run of `ven` printed and ended with. */
export interface VenRun {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The exit code that it asked the process to end with at once, if it did. */
  readonly exitedWith: number | undefined;
}

/** A working folder of its own for the `ven` command, removed afterwards. */
export class VenFolder implements AsyncDisposable {
  readonly path: string;
  #interrupt: (() => void) | undefined;

  private constructor(path: string) {
    this.path = path;
  }

  static async open(): Promise<VenFolder> {
    return new VenFolder(await mkdtemp(join(tmpdir(), "ven-cli-test-")));
  }

  /** Writes a file of this folder. */
  async write(name: string, text: string): Promise<void> {
    await writeFile(join(this.path, name), text);
  }

  /** Presses Ctrl-C. */
  interrupt(): void {
    this.#interrupt?.();
  }

  /** Whether a run waits for Ctrl-C now. */
  get isInterruptible(): boolean {
    return this.#interrupt !== undefined;
  }

  /** Runs `ven` here. */
  async ven(
    args: readonly string[],
    options: {
      readonly environment?: Readonly<Record<string, string>>;
      readonly isTTY?: boolean;
      readonly onStdout?: (text: string) => void;
    } = {},
  ): Promise<VenRun> {
    const { environment = {}, isTTY = false, onStdout } = options;
    let stdout = "";
    let stderr = "";
    let exitedWith: number | undefined;
    const terminal: Terminal = {
      stdout: {
        isTTY,
        write: (text) => {
          stdout += text;
          onStdout?.(text);
        },
      },
      stderr: {
        isTTY,
        write: (text) => {
          stderr += text;
        },
      },
      environment,
      workingFolder: this.path,
      onInterrupt: (callback) => {
        this.#interrupt = callback;
        return () => {
          this.#interrupt = undefined;
        };
      },
      exit: (exitCode) => {
        exitedWith = exitCode;
      },
    };
    const exitCode = await runVen(args, terminal);
    return { exitCode, stdout, stderr, exitedWith };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.path, { recursive: true, force: true });
  }
}
