import type { CommandSpan } from "./command-span.ts";

/**
 * Which of some spans is obeyed at each of some times: the one with the lowest priority number, among
 * equals the one that began last, among these the later in the list.
 *
 * @param edges - instants at which all of the spans begin and end, ascending, each once
 * @returns by position of the edge; from there to the next edge
 */
export function foremostSpans(
  spans: readonly CommandSpan[],
  edges: readonly number[],
): readonly (CommandSpan | undefined)[] {
  const placeOf = new Map(edges.map((edge, place) => [edge, place]));
  const foremost = new Array<CommandSpan | undefined>(edges.length);
  // From each place the way to the next one that is free: each is taken once, by the first that comes.
  const towardsFree = Uint32Array.from({ length: edges.length + 1 }, (_, place) => place);
  for (const span of [...spans].reverse().sort(byPrecedence)) {
    const end = placeOf.get(span.toS) ?? edges.length;
    let place = freeFrom(towardsFree, placeOf.get(span.fromS) ?? edges.length);
    while (place < end) {
      foremost[place] = span;
      towardsFree[place] = place + 1;
      place = freeFrom(towardsFree, place + 1);
    }
  }
  return foremost;
}

function byPrecedence(one: CommandSpan, other: CommandSpan): number {
  return one.priority - other.priority || other.fromS - one.fromS;
}

/** The first free place from one on; ways are made shorter as they are gone. */
function freeFrom(towardsFree: Uint32Array, from: number): number {
  let place = from;
  for (;;) {
    const next = towardsFree[place] ?? place;
    if (next === place) return place;
    towardsFree[place] = towardsFree[next] ?? next;
    place = next;
  }
}
