/** A count and what is counted: `1 reading`, `720 readings`. */
export function countText(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? "" : "s"}`;
}
