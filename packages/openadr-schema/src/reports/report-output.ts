import { type AlignedBytes, alignedBytes, roundUpToWord } from "./aligned-bytes.ts";
import type { ReportWorkspace } from "./report-workspace.ts";

const SPACE = 0x20;
const encoder = new TextEncoder();
const END = encoder.encode("]}");

/** The bytes of a report as they come: its envelope, then its resources, each with a comma before it. */
export class ReportOutput {
  readonly target: AlignedBytes;
  readonly #startsAt: number;
  #at: number;

  /**
   * @param envelope - what stands before the resources
   * @param mostBytes - of the resources
   */
  constructor(envelope: string, mostBytes: number, workspace: ReportWorkspace) {
    // A character is at most 3 bytes for each of its units.
    const longest = roundUpToWord(envelope.length * 3);
    this.target = alignedBytes(workspace.take(longest + mostBytes + END.length));
    const { written } = encoder.encodeInto(envelope, this.target.bytes);
    this.#startsAt = roundUpToWord(written);
    this.#at = this.#startsAt;
    this.target.bytes.fill(SPACE, written, this.#startsAt);
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
    bytes.set(END, this.#at);
    return bytes.subarray(0, this.#at + END.length);
  }
}
