import { type AlignedBytes, alignedBytes } from "./aligned-bytes.ts";
import { END_OF_REPORT } from "./report-output.ts";

const COMMA = 0x2c;

/** Bytes before the rows, into which the usual envelope fits. */
export const ENVELOPE_BYTES = 512;

/** Words before the rows. */
export const ENVELOPE_WORDS: number = ENVELOPE_BYTES / 4;

/**
 * The rows of one layout as bytes, as often as there are reports of it under way: each of these
 * *images* is written anew for a report, and may be sent as it is where the report has all rows.
 *
 * An image has room before its rows for an envelope, and behind them for what closes a report.
 */
export class RowImages {
  /** Anything that was written to it is a report of the layout, so that it can always be copied. */
  readonly #model: AlignedBytes;
  readonly #free: AlignedBytes[] = [];

  /** @param rows - each with a comma before it; whole words */
  constructor(rows: Uint8Array) {
    const model = alignedBytes(new ArrayBuffer(ENVELOPE_BYTES + rows.length + 4));
    model.bytes.set(rows, ENVELOPE_BYTES);
    this.#model = model;
    this.#free.push(model);
  }

  /** How many wait to be used. */
  get freeCount(): number {
    return this.#free.length;
  }

  get byteLength(): number {
    return this.#model.bytes.length;
  }

  take(): AlignedBytes {
    const image = this.#free.pop() ?? alignedBytes(this.#model.bytes.slice().buffer);
    image.bytes[ENVELOPE_BYTES] = COMMA;
    return image;
  }

  giveBack(image: AlignedBytes): void {
    this.#free.push(image);
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
