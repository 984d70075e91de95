import type { NamedLayout } from "@ven/core";
import { alignedBytes, padToWord, roundUpToWord } from "./aligned-bytes.ts";
import { BEFORE_INSTANT, BEHIND_INSTANT } from "./instant-slot.ts";
import { reportResourceName } from "./report-resource-name.ts";
import { ENVELOPE_WORDS, RowImages } from "./row-images.ts";
import type { SlotWords } from "./slot-words.ts";

/**
 * The resources of a report as JSON, one per row of a layout and each with a comma before it, whose
 * instant and power are written anew for every report.
 */
export interface ReportRows {
  readonly images: RowImages;
  /**
   * The word of an image where each row begins, then the one behind the last; a row without a name on
   * the wire has no words.
   */
  readonly bounds: Uint32Array;
  readonly slots: SlotWords;
  readonly places: RowPlaces;
}

/** Where the parts of a row are, in words before its end. */
export interface RowPlaces {
  readonly endOfName: number;
  readonly instant: number;
  readonly endOfPower: number;
}

/** What is between a name, an instant and a power: whole words each. */
const BEFORE_POWER = padToWord(
  `${BEHIND_INSTANT},"intervals":[{"id":0,"payloads":[{"type":"READING","values":[`,
);
const BEHIND_POWER = padToWord("]}]}]}");

const SPACE = 0x20;
const encoder = new TextEncoder();

/** What stands behind a name. */
interface RowTail {
  readonly words: Uint32Array;
  readonly places: RowPlaces;
}

/** By the words of its slots: the same for all layouts. */
const rowTails = new Map<string, RowTail>();

const knownRows = new WeakMap<NamedLayout, ReportRows[]>();

/** The rows of a layout, made once and kept as long as the layout. */
export function reportRows(layout: NamedLayout, slots: SlotWords): ReportRows {
  const known = knownRows.get(layout) ?? [];
  const same = known.find(
    ({ slots: { instant, power } }) => instant === slots.instant && power === slots.power,
  );
  if (same !== undefined) return same;
  const rows = makeRows(layout, slots);
  knownRows.set(layout, [...known, rows]);
  return rows;
}

function makeRows(layout: NamedLayout, slots: SlotWords): ReportRows {
  const { words: tail, places } = rowTail(slots);
  const heads = Array.from({ length: layout.rowCount }, (_, row) => headOf(layout, row));
  const bounds = new Uint32Array(layout.rowCount + 1);
  let headBytes = 0;
  bounds[0] = ENVELOPE_WORDS;
  heads.forEach((head, row) => {
    headBytes += head?.length ?? 0;
    const wordCount = head === undefined ? 0 : head.length / 4 + tail.length;
    bounds[row + 1] = (bounds[row] ?? 0) + wordCount;
  });
  const { bytes, words } = alignedBytes(new ArrayBuffer(headBytes));
  let at = 0;
  for (const head of heads) {
    if (head === undefined) continue;
    bytes.set(head, at);
    at += head.length;
  }
  return { images: new RowImages({ heads: words, tail, bounds }), bounds, slots, places };
}

function rowTail(slots: SlotWords): RowTail {
  const name = `${slots.instant}/${slots.power}`;
  const known = rowTails.get(name);
  if (known !== undefined) return known;
  const text = `${BEFORE_INSTANT}${slotOf(slots.instant)}${BEFORE_POWER}${slotOf(slots.power)}${BEHIND_POWER}`;
  const { bytes, words } = alignedBytes(new ArrayBuffer(text.length));
  encoder.encodeInto(text, bytes);
  const endOfPower = BEHIND_POWER.length / 4;
  const endOfName = words.length;
  const instant = endOfName - BEFORE_INSTANT.length / 4;
  const tail = { words, places: { endOfName, instant, endOfPower } };
  rowTails.set(name, tail);
  return tail;
}

function slotOf(wordCount: number): string {
  return " ".repeat(wordCount * 4);
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
