import { philox4x32, textKey } from "@ven/core";

/**
 * A UUID that is a pure function of a text.
 *
 * @returns version 8, RFC 9562 "UUID Version 8": 122 bits of our own making
 */
export function derivedUuid(text: string): string {
  const { high, low } = textKey(text);
  const words = new Uint32Array(4);
  philox4x32(words, 0, 0, 0, 0, high, low);
  const hex = Array.from(words, (word) => word.toString(16).padStart(8, "0")).join("");
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20),
  ].join("-");
}
