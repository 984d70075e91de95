/** The same bytes, without the larger block of memory that they may be a slice of. */
export function ownedBytes(bytes: Uint8Array): Uint8Array {
  return bytes.byteLength * 2 < bytes.buffer.byteLength ? new Uint8Array(bytes) : bytes;
}
