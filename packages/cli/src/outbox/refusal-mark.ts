import { describeError } from "@ven/core";
import type { Outbox } from "@ven/store";
import { z } from "zod";
import { EXIT_CODES, exitCodeOf } from "../errors/exit-code.ts";
import { readMark } from "./read-mark.ts";

/** The mark in which a command leaves why the VTN would not have its VENs, so that it ended at once. */
const REFUSAL_MARK = "cli.refusal";

/** How a VTN refused a whole fleet at the start. */
export interface Refusal {
  /** Epoch ms. */
  readonly atMs: number;
  readonly reason: string;
}

const refusalShape: z.ZodType<Refusal> = z.object({ atMs: z.number(), reason: z.string() });

/** Leaves what the VTN refused, if an error says that it did; throws nothing. */
export async function leaveRefusal(outbox: Outbox, atMs: number, error: unknown): Promise<void> {
  const exitCode = exitCodeOf(error);
  if (exitCode !== EXIT_CODES.refused && exitCode !== EXIT_CODES.unauthorized) return;
  const refusal: Refusal = { atMs, reason: describeError(error).slice(0, 1_000) };
  // What went wrong first is told; this would only hide it.
  await outbox.setMark(REFUSAL_MARK, JSON.stringify(refusal)).catch(() => undefined);
}

/** A start that the VTN did not refuse: what it refused before is past. */
export async function forgetRefusal(outbox: Outbox): Promise<void> {
  if ((await outbox.getMark(REFUSAL_MARK)) !== undefined) {
    await outbox.setMark(REFUSAL_MARK, undefined);
  }
}

/** What the VTN refused at the last start; `undefined` if it did not. */
export function readRefusal(outbox: Outbox): Promise<Refusal | undefined> {
  return readMark(outbox, REFUSAL_MARK, refusalShape);
}
