/** Bytes that are also written four at a time. */
export interface AlignedBytes {
  readonly bytes: Uint8Array;
  /** The same bytes: word `n` is bytes `4 * n` to `4 * n + 3`. */
  readonly words: Uint32Array;
}

/**
 * The bytes of a buffer.
 *
 * @param byteLength - how many of them, whole words
 */
export function alignedBytes(
  buffer: ArrayBuffer,
  byteLength: number = buffer.byteLength,
): AlignedBytes {
  return {
    bytes: new Uint8Array(buffer, 0, byteLength),
    words: new Uint32Array(buffer, 0, byteLength / 4),
  };
}

/** A piece of JSON, of characters of one byte, with as many spaces behind it as fill its last word. */
export function padToWord(json: string): string {
  return json.padEnd(roundUpToWord(json.length));
}

/** How many bytes the words have into which so many bytes fit. */
export function roundUpToWord(byteLength: number): number {
  return Math.ceil(byteLength / 4) * 4;
}
