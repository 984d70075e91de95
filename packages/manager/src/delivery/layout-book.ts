import { createHash } from "node:crypto";
import { LoadId, type NamedLayout, ResourceId, VenId } from "@ven/core";
import type { SharedBytes } from "@ven/store";

/** Most layouts that are kept in memory as objects; the rest is read anew from their bytes. */
const MOST_KEPT = 20_000;

/**
 * The layouts of the readings that wait: each as bytes for the outbox, which keeps it once, and back as
 * an object, which is the same object as long as it is kept.
 */
export class LayoutBook {
  readonly #bytesOf = new WeakMap<NamedLayout, SharedBytes>();
  /** By key, the oldest first: moving each with its use would copy all of them twice a tick. */
  readonly #layouts = new Map<string, NamedLayout>();

  /** The bytes that stand for a layout. */
  write(layout: NamedLayout): SharedBytes {
    const known = this.#bytesOf.get(layout);
    if (known !== undefined) return known;
    const bytes = Buffer.from(JSON.stringify(plainLayout(layout)));
    const key = createHash("sha256").update(bytes).digest("base64url");
    const shared = { key, bytes };
    this.#bytesOf.set(layout, shared);
    this.#keep(key, layout);
    return shared;
  }

  /**
   * The layout that bytes stand for.
   *
   * @returns `undefined` if they are none
   */
  read({ key, bytes }: SharedBytes): NamedLayout | undefined {
    const known = this.#layouts.get(key);
    if (known !== undefined) return known;
    const layout = parseLayout(bytes);
    if (layout !== undefined) this.#keep(key, layout);
    return layout;
  }

  #keep(key: string, layout: NamedLayout): void {
    this.#layouts.set(key, layout);
    if (this.#layouts.size <= MOST_KEPT) return;
    for (const oldest of this.#layouts.keys()) {
      this.#layouts.delete(oldest);
      return;
    }
  }
}

interface PlainLayout {
  readonly venId: string;
  readonly resources: readonly (readonly [resourceId: string, name: string])[];
  readonly loadIds: readonly string[];
  readonly resourceIndex: readonly number[];
  readonly loadIndex: readonly number[];
}

function plainLayout(layout: NamedLayout): PlainLayout {
  return {
    venId: layout.venId,
    resources: layout.resources.map(({ resourceId, name }) => [resourceId, name]),
    loadIds: layout.loadIds,
    resourceIndex: [...layout.resourceIndex],
    loadIndex: [...layout.loadIndex],
  };
}

function parseLayout(bytes: Uint8Array): NamedLayout | undefined {
  try {
    const plain = JSON.parse(Buffer.from(bytes).toString()) as PlainLayout;
    const { resources, loadIds, resourceIndex, loadIndex } = plain;
    const rowCount = resourceIndex.length;
    if (!areIndexes(resourceIndex, resources.length)) return undefined;
    if (!areIndexes(loadIndex, loadIds.length) || loadIndex.length !== rowCount) return undefined;
    return {
      venId: VenId(plain.venId),
      resources: resources.map(([resourceId, name]) => ({
        resourceId: ResourceId(resourceId),
        name: `${name}`,
      })),
      loadIds: loadIds.map((loadId) => LoadId(loadId)),
      resourceIndex: Uint32Array.from(resourceIndex),
      loadIndex: Uint16Array.from(loadIndex),
      rowCount,
    };
  } catch {
    // Whoever asks says which entry cannot be read.
    return undefined;
  }
}

/** Whether it is a list of indexes into something so long. */
function areIndexes(value: unknown, length: number): boolean {
  if (!Array.isArray(value)) return false;
  return value.every((index) => Number.isInteger(index) && index >= 0 && index < length);
}
