import type { AlignedBytes } from "./aligned-bytes.ts";
import { InstantWriter } from "./instant-slot.ts";
import type { RowImages } from "./row-images.ts";

/** Most bytes that are kept for reuse. */
const MOST_KEPT_BYTES = 33_554_432;

/** Smallest buffer, bytes. */
const LEAST_BYTES = 1_024;

/**
 * What encoding one report leaves for the next: the memory of bodies that were answered, at most 32 MiB
 * more than is in use. New memory costs as much as all else that `encodeReportBytes` does.
 *
 * Nobody may write to a body that was made with one: the next report is written over it, and only its
 * instants and powers anew.
 */
export class ReportWorkspace {
  /** @internal */
  readonly instants: InstantWriter = new InstantWriter();
  /** By their size: a power of two. */
  readonly #free = new Map<number, ArrayBuffer[]>();
  readonly #lent = new WeakMap<ArrayBufferLike, () => void>();
  #keptBytes = 0;

  /** An image to write on. @internal */
  takeImage(images: RowImages): AlignedBytes {
    if (images.areSmall) return images.makeOn(this.take(images.byteLength));
    if (images.freeCount > 1) this.#keptBytes = Math.max(0, this.#keptBytes - images.byteLength);
    return images.take();
  }

  /** Each large layout may keep one; more of them only as long as there is room. @internal */
  giveBackImage(images: RowImages, image: AlignedBytes): void {
    if (images.areSmall) {
      this.release(image.bytes);
      return;
    }
    if (images.freeCount > 0) {
      if (this.#keptBytes + images.byteLength > MOST_KEPT_BYTES) return;
      this.#keptBytes += images.byteLength;
    }
    images.giveBack(image);
  }

  /** An image leaves as a body, until that is released. @internal */
  lendImage(images: RowImages, image: AlignedBytes): void {
    if (images.areSmall) return;
    this.#lent.set(image.bytes.buffer, () => this.giveBackImage(images, image));
  }

  /**
   * Memory for so many bytes at least; what is in it is anything.
   *
   * @internal
   */
  take(byteLength: number): ArrayBuffer {
    const size = sizeFor(byteLength);
    const known = this.#free.get(size)?.pop();
    if (known === undefined) return new ArrayBuffer(size);
    this.#keptBytes -= size;
    return known;
  }

  /**
   * Gives back a body that was answered: the next report may be written over it. Do so once, and never
   * with one that was given up on: it may be on its way still, and is garbage without that.
   */
  release(body: Uint8Array): void {
    const { buffer } = body;
    const giveBack = this.#lent.get(buffer);
    if (giveBack !== undefined) {
      this.#lent.delete(buffer);
      giveBack();
      return;
    }
    const size = buffer.byteLength;
    if (!(buffer instanceof ArrayBuffer) || size !== sizeFor(size)) return;
    const kept = this.#free.get(size) ?? [];
    if (kept.includes(buffer) || this.#keptBytes + size > MOST_KEPT_BYTES) return;
    this.#keptBytes += size;
    kept.push(buffer);
    this.#free.set(size, kept);
  }
}

function sizeFor(byteLength: number): number {
  return Math.max(LEAST_BYTES, 2 ** Math.ceil(Math.log2(byteLength)));
}
