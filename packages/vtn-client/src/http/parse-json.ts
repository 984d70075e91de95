/**
 * Parses an answer's text, with or without a byte order mark.
 *
 * @returns `undefined` if it is no JSON
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch {
    return undefined;
  }
}
