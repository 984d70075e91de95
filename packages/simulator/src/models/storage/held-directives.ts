import {
  type Directive,
  type DirectiveSpan,
  firstEndingAfter,
  NO_DIRECTIVE,
} from "../../demand-response/directive.ts";

/** A time during which one directive holds, or the last one is held on to. */
export interface HeldSpan extends DirectiveSpan {
  /** Whether nothing is asked any more, and the load only waits before it goes back to its own will. */
  readonly isHeld: boolean;
}

/**
 * Directives, each held on to for a while after its end, so that loads do not all go back at once. Those
 * that begin meanwhile are obeyed at once.
 *
 * @param restartS - how long, s, whole
 */
export function heldDirectives(
  spans: readonly DirectiveSpan[],
  restartS: number,
): readonly HeldSpan[] {
  const held: HeldSpan[] = [];
  spans.forEach(({ fromS, toS, directive }, place) => {
    held.push({ fromS, toS, directive, isHeld: false });
    const nextS = spans[place + 1]?.fromS ?? Number.POSITIVE_INFINITY;
    const untilS = Math.min(toS + restartS, nextS);
    if (untilS > toS) held.push({ fromS: toS, toS: untilS, directive, isHeld: true });
  });
  return held;
}

/** What holds at an instant, and until when, if nothing else begins. */
export function heldAt(spans: readonly HeldSpan[], atS: number): HeldSpan {
  const span = spans[firstEndingAfter(spans, atS)];
  if (span !== undefined && span.fromS <= atS) return span;
  const toS = span?.fromS ?? Number.POSITIVE_INFINITY;
  return { fromS: atS, toS, directive: NO_DIRECTIVE, isHeld: false };
}

/** Whether a directive asks a storage for anything. */
export function asksStorage({ shedLevel, limitW, dispatchW }: Directive): boolean {
  return shedLevel > 0 || limitW !== Number.POSITIVE_INFINITY || dispatchW !== undefined;
}
