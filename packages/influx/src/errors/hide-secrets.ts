const HIDDEN = "(hidden)";

/** Fewest characters of a secret that are hidden where a text is cut off within it. */
const MIN_CUT_LENGTH = 8;

/** Takes secrets out of a text, also one in the middle of which the text is cut off. */
export function hideSecrets(text: string, secrets: readonly string[]): string {
  let shown = text;
  for (const secret of secrets) {
    shown = shown.replaceAll(secret, HIDDEN);
    for (let length = secret.length - 1; length >= MIN_CUT_LENGTH; length -= 1) {
      if (!shown.endsWith(secret.slice(0, length))) continue;
      shown = shown.slice(0, -length) + HIDDEN;
      break;
    }
  }
  return shown;
}
