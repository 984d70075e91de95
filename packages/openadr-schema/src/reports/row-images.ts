import { type AlignedBytes, alignedBytes } from "./aligned-bytes.ts";
import { END_OF_REPORT } from "./report-output.ts";

const COMMA = 0x2c;

/** Bytes before the rows, into which the usual envelope fits. */
export const ENVELOPE_BYTES = 512;

/** Words before the rows. */
export const ENVELOPE_WORDS: number = ENVELOPE_BYTES / 4;

/** Up to here, writing an image anew is cheap beside its report: and a fleet has many small layouts. */
const SMALL_BYTES = 16_384;

/** What the rows of a layout say besides their values. */
export interface RowTexts {
  /** What is each row's own, one behind the other: what comes before the tail, with a comma first. */
  readonly heads: Uint32Array;
  /** What stands behind each of them. */
  readonly tail: Uint32Array;
  /**
   * The word of an image where each row begins, then the one behind the last; a row without a name on
   * the wire has no words.
   */
  readonly bounds: Uint32Array;
}

/**
 * The rows of one layout as bytes, as often as there are reports of it under way: each of these
 * *images* is written anew for a report, and may be sent as it is where the report has all rows.
 *
 * An image has room before its rows for an envelope, and behind them for what closes a report.
 */
export class RowImages {
  readonly byteLength: number;
  readonly #texts: RowTexts;
  readonly #free: AlignedBytes[] = [];

  constructor(texts: RowTexts) {
    this.#texts = texts;
    this.byteLength = (texts.bounds.at(-1) ?? 0) * 4 + 4;
  }

  /** Whether they are made for each report on memory that all layouts share, and not kept. */
  get areSmall(): boolean {
    return this.byteLength <= SMALL_BYTES;
  }

  /** How many wait to be used. */
  get freeCount(): number {
    return this.#free.length;
  }

  take(): AlignedBytes {
    const image = this.#free.pop() ?? this.makeOn(new ArrayBuffer(this.byteLength));
    image.bytes[ENVELOPE_BYTES] = COMMA;
    return image;
  }

  giveBack(image: AlignedBytes): void {
    this.#free.push(image);
  }

  /** Makes an image on memory of `byteLength` or more, whatever is in it. */
  makeOn(buffer: ArrayBuffer): AlignedBytes {
    const image = alignedBytes(buffer, this.byteLength);
    const { words } = image;
    const { heads, tail, bounds } = this.#texts;
    let head = 0;
    for (let row = 0; row < bounds.length - 1; row += 1) {
      const from = bounds[row] ?? 0;
      const end = bounds[row + 1] ?? 0;
      if (from === end) continue;
      const tailAt = end - tail.length;
      for (let word = from; word < tailAt; word += 1) {
        words[word] = heads[head] ?? 0;
        head += 1;
      }
      for (let word = 0; word < tail.length; word += 1) words[tailAt + word] = tail[word] ?? 0;
    }
    return image;
  }
}

/**
 * Makes a whole report of an image.
 *
 * @returns the report, within the memory of the image; `undefined` if the envelope is too long
 */
export function closeImage({ bytes }: AlignedBytes, envelope: Uint8Array): Uint8Array | undefined {
  // Its bracket takes the place of the first comma.
  const startsAt = ENVELOPE_BYTES + 1 - envelope.length;
  if (startsAt < 0) return undefined;
  bytes.set(envelope, startsAt);
  const end = bytes.length - 4;
  bytes.set(END_OF_REPORT, end);
  return bytes.subarray(startsAt, end + END_OF_REPORT.length);
}
