/** Most names in one list. */
const MOST_NAMES = 20;

/** Names for a message, at most 20 of them. */
export function namesOf(names: Iterable<string>): string {
  const listed: string[] = [];
  for (const name of names) {
    if (listed.length === MOST_NAMES) return `${listed.join(", ")} and more`;
    listed.push(`"${name}"`);
  }
  return listed.join(", ");
}
