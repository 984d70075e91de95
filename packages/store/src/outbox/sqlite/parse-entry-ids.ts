/** Ids as a shipment keeps them. */
export function parseEntryIds(text: string): readonly number[] {
  return text.split(",").map(Number);
}
