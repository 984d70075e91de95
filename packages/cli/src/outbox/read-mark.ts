import type { Outbox } from "@ven/store";
import type { z } from "zod";

/** Reads a mark of an outbox as JSON of a shape; `undefined` if there is none, or another version left it. */
export async function readMark<Mark>(
  outbox: Outbox,
  name: string,
  shape: z.ZodType<Mark>,
): Promise<Mark | undefined> {
  const text = await outbox.getMark(name);
  if (text === undefined) return undefined;
  try {
    return shape.parse(JSON.parse(text));
  } catch {
    // Left by another version: as if there were none.
    return undefined;
  }
}
