import type { NamedLayout } from "@ven/core";
import { tagInLine } from "./tag-text.ts";

/** What the lines of a layout begin with. */
export interface LinePrefixes {
  /** Per row: its line up to the power, UTF-8. */
  readonly ofRow: readonly Uint8Array[];
  /** How many bytes all of them have. */
  readonly byteCount: number;
}

/** Makes what lines begin with, once for each layout. */
export class LinePrefixMaker {
  readonly #measurement: string;
  readonly #made = new WeakMap<NamedLayout, LinePrefixes>();

  /** @param measurement - without characters that line protocol escapes */
  constructor(measurement: string) {
    this.#measurement = measurement;
  }

  of(layout: NamedLayout): LinePrefixes {
    let prefixes = this.#made.get(layout);
    if (prefixes === undefined) {
      prefixes = this.#make(layout);
      this.#made.set(layout, prefixes);
    }
    return prefixes;
  }

  #make(layout: NamedLayout): LinePrefixes {
    const ven = tagInLine(layout.venId);
    const loads = layout.loadIds.map(tagInLine);
    const resources = layout.resources.map(
      ({ name, resourceId }) => `resource=${tagInLine(name)},resource_id=${tagInLine(resourceId)}`,
    );
    const ofRow: Uint8Array[] = [];
    let byteCount = 0;
    for (let row = 0; row < layout.rowCount; row += 1) {
      const load = loads[layout.loadIndex[row] ?? 0];
      const resource = resources[layout.resourceIndex[row] ?? 0];
      // InfluxDB sorts tags by key: those that come sorted cost it less.
      const prefix = Buffer.from(
        `${this.#measurement},load=${load},${resource},ven=${ven} power_w=`,
      );
      ofRow.push(prefix);
      byteCount += prefix.length;
    }
    return { ofRow, byteCount };
  }
}
