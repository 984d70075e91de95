import type { NamedLayout } from "@ven/core";
import { type AlignedBytes, alignedBytes, padToWord, roundUpToWord } from "./aligned-bytes.ts";
import { BEFORE_INSTANT, INSTANT_SLOT_WORDS } from "./instant-slot.ts";
import { POWER_SLOT_WORDS, type PowerSlotWidth } from "./power-slot.ts";
import { reportResourceName } from "./report-resource-name.ts";

/**
 * The resources of a report as JSON, one per row of a layout and each with a comma before it, whose
 * instant and power are written anew for every report.
 */
export interface ReportRows extends AlignedBytes {
  /**
   * The word where each row begins, then the one behind the last; a row without a name on the wire has
   * no words.
   */
  readonly bounds: Uint32Array;
  readonly places: RowPlaces;
}

/** Where the parts of a row are, in words before its end. */
export interface RowPlaces {
  /** Words of its power. */
  readonly powerWords: number;
  readonly endOfName: number;
  readonly instant: number;
  readonly endOfPower: number;
}

/** What is between a name, an instant and a power: whole words each. */
const BEFORE_POWER = padToWord(
  ',"duration":"PT0S"},"intervals":[{"id":0,"payloads":[{"type":"READING","values":[',
);
const BEHIND_POWER = padToWord("]}]}]}");

const SPACE = 0x20;
const encoder = new TextEncoder();

const knownRows = {
  usual: new WeakMap<NamedLayout, ReportRows>(),
  wide: new WeakMap<NamedLayout, ReportRows>(),
} as const satisfies Record<PowerSlotWidth, unknown>;

/** The rows of a layout, made once and kept as long as the layout. */
export function reportRows(layout: NamedLayout, width: PowerSlotWidth): ReportRows {
  const known = knownRows[width].get(layout);
  if (known !== undefined) return known;
  const rows = makeRows(layout, width);
  knownRows[width].set(layout, rows);
  return rows;
}

function makeRows(layout: NamedLayout, width: PowerSlotWidth): ReportRows {
  const powerWords = POWER_SLOT_WORDS[width];
  const tail = `${BEFORE_INSTANT}${" ".repeat(INSTANT_SLOT_WORDS * 4)}${BEFORE_POWER}${" ".repeat(powerWords * 4)}${BEHIND_POWER}`;
  const heads = Array.from({ length: layout.rowCount }, (_, row) => headOf(layout, row));
  const bounds = new Uint32Array(layout.rowCount + 1);
  let wordCount = 0;
  heads.forEach((head, row) => {
    if (head !== undefined) wordCount += (head.length + tail.length) / 4;
    bounds[row + 1] = wordCount;
  });
  const target = alignedBytes(new ArrayBuffer(wordCount * 4));
  const tailBytes = encoder.encode(tail);
  heads.forEach((head, row) => {
    if (head === undefined) return;
    const at = (bounds[row] ?? 0) * 4;
    target.bytes.set(head, at);
    target.bytes.set(tailBytes, at + head.length);
  });
  const endOfPower = BEHIND_POWER.length / 4;
  const endOfName = tail.length / 4;
  const instant = endOfName - BEFORE_INSTANT.length / 4;
  return { ...target, bounds, places: { powerWords, endOfName, instant, endOfPower } };
}

/** `,{"resourceName":"<site>/<load>"`; `undefined` where there is no such name. */
function headOf(layout: NamedLayout, row: number): Uint8Array | undefined {
  const resource = layout.resources[layout.resourceIndex[row] ?? -1];
  const loadId = layout.loadIds[layout.loadIndex[row] ?? -1];
  if (resource === undefined || loadId === undefined) return undefined;
  const name = reportResourceName({ resourceName: resource.name, loadId });
  if (name === undefined) return undefined;
  const head = encoder.encode(`,{"resourceName":${JSON.stringify(name)}`);
  const padded = new Uint8Array(roundUpToWord(head.length)).fill(SPACE);
  padded.set(head);
  return padded;
}
