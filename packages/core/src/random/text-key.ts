/** A 64-bit key of a text, as two unsigned 32-bit words. */
export interface TextKey {
  readonly high: number;
  readonly low: number;
}

/**
 * Hashes a text (an id, not a position) to a key for {@link philox4x32}: two FNV-1a passes over its
 * UTF-16 units with different offsets, each finished by the murmur3 mixer. Not for security.
 */
export function textKey(text: string): TextKey {
  let high = 0x811c9dc5;
  let low = 0x9747b28c;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    high = Math.imul(high ^ unit, 0x01000193);
    low = Math.imul(low ^ unit, 0x01000193);
    low = (low << 13) | (low >>> 19);
  }
  return { high: mix(high ^ text.length), low: mix(low) };
}

function mix(word: number): number {
  let mixed = word ^ (word >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
