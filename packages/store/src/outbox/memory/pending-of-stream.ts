import type { Claim } from "./kept-entry.ts";

/** Adds a claim to the pending ones of its stream, which are in the order of `atMs`. */
export function addPending(claim: Claim, sinkIndex: number): void {
  const { pending } = claim.kept.stream;
  const claims = pending[sinkIndex];
  if (claims === undefined) {
    for (let index = pending.length; index < sinkIndex; index += 1) pending.push([]);
    pending[sinkIndex] = [claim];
    return;
  }
  const last = claims.at(-1);
  if (last === undefined || isBefore(last, claim)) claims.push(claim);
  else claims.splice(placeOf(claim, claims), 0, claim);
}

/** Takes a claim out of the pending ones of its stream. */
export function deletePending(claim: Claim, sinkIndex: number): void {
  const claims = claim.kept.stream.pending[sinkIndex] ?? [];
  const place = placeOf(claim, claims);
  if (claims[place] === claim) claims.splice(place, 1);
}

function placeOf(claim: Claim, claims: readonly Claim[]): number {
  let low = 0;
  let high = claims.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = claims[middle];
    if (other !== undefined && isBefore(other, claim)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isBefore(a: Claim, b: Claim): boolean {
  const difference = a.kept.entry.atMs - b.kept.entry.atMs;
  return difference === 0 ? a.kept.entryId < b.kept.entryId : difference < 0;
}
