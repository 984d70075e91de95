import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { createServer } from "node:net";

/** Longest wait for a database to begin or to end, ms. */
const MAX_WAIT_MS = 15_000;

/** Whether a program can be started here. */
export function isInstalled(program: string, versionArguments: readonly string[]): boolean {
  return spawnSync(program, versionArguments).status === 0;
}

/** A database of a test's own, in a process of its own. */
export class DatabaseProcess {
  readonly #child: ChildProcess;
  readonly #ended: Promise<void>;
  readonly #name: string;
  readonly #kill = (): void => void this.#child.kill("SIGKILL");
  #output = "";

  constructor(program: string, programArguments: readonly string[]) {
    this.#name = program;
    this.#child = spawn(program, programArguments, { stdio: ["ignore", "pipe", "pipe"] });
    this.#ended = new Promise((resolve) => this.#child.once("close", () => resolve()));
    // A test that ends early leaves no database behind.
    process.once("exit", this.#kill);
    this.#child.stdout?.on("data", (part: Buffer) => this.#add(part));
    this.#child.stderr?.on("data", (part: Buffer) => this.#add(part));
  }

  /** Waits until it has said something, and gives what the pattern's first group matched. */
  async hasSaid(pattern: RegExp): Promise<string> {
    const deadline = performance.now() + MAX_WAIT_MS;
    while (performance.now() < deadline && this.#child.exitCode === null) {
      const match = pattern.exec(this.#output);
      if (match !== null) return match[1] ?? "";
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await this.end();
    throw new Error(`${this.#name} did not start: ${this.#output}`);
  }

  /** Ends it, by force if it does not listen. */
  async end(): Promise<void> {
    const { pid } = this.#child;
    if (pid !== undefined && this.#child.exitCode === null) {
      this.#child.kill("SIGTERM");
      const force = setTimeout(this.#kill, MAX_WAIT_MS);
      await this.#ended;
      clearTimeout(force);
    }
    process.off("exit", this.#kill);
  }

  #add(part: Buffer): void {
    this.#output = `${this.#output}${part}`.slice(-100_000);
  }
}

/** A port that nobody has at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}
