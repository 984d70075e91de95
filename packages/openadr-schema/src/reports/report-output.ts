import { type AlignedBytes, alignedBytes, roundUpToWord } from "./aligned-bytes.ts";
import type { ReportWorkspace } from "./report-workspace.ts";

const SPACE = 0x20;
/** What closes a report. */
export const END_OF_REPORT: Uint8Array = new TextEncoder().encode("]}");

/** The bytes of a report as they come: its envelope, then its resources, each with a comma before it. */
export class ReportOutput {
  readonly target: AlignedBytes;
  readonly #startsAt: number;
  #at: number;

  /**
   * @param envelope - what stands before the resources
   * @param mostBytes - of the resources
   */
  constructor(envelope: Uint8Array, mostBytes: number, workspace: ReportWorkspace) {
    this.#startsAt = roundUpToWord(envelope.length);
    this.#at = this.#startsAt;
    this.target = alignedBytes(workspace.take(this.#startsAt + mostBytes + END_OF_REPORT.length));
    this.target.bytes.set(envelope);
    this.target.bytes.fill(SPACE, envelope.length, this.#startsAt);
  }

  /** The word that comes next. */
  get end(): number {
    return this.#at / 4;
  }

  /** Adds bytes: whole words. */
  add(bytes: Uint8Array): void {
    this.target.bytes.set(bytes, this.#at);
    this.#at += bytes.length;
  }

  /** Adds a few words: quicker than {@link add}, which is made for many. */
  addWords(words: Uint32Array, from: number, end: number): void {
    const target = this.target.words;
    const offset = this.#at / 4 - from;
    for (let word = from; word < end; word += 1) target[offset + word] = words[word] ?? 0;
    this.#at += (end - from) * 4;
  }

  /** Closes the report. */
  finish(): Uint8Array {
    const { bytes } = this.target;
    // No comma before the first resource.
    if (this.#at > this.#startsAt) bytes[this.#startsAt] = SPACE;
    bytes.set(END_OF_REPORT, this.#at);
    return bytes.subarray(0, this.#at + END_OF_REPORT.length);
  }
}
