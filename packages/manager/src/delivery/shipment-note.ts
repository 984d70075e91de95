import { hash } from "node:crypto";

/** What is written down of a shipment before it is sent, so that it can be looked for later. */
export interface ShipmentNote {
  /** Begins the name of each of its reports. */
  readonly name: string;
  /** Readings in each report but the last. */
  readonly perReport: number;
  /** What its reports quote, where the protocol has that. */
  readonly programId?: string;
  readonly eventId?: string;
  /** Whether the VTN said that it has something of this name. */
  readonly isConflict?: boolean;
  /** What it said then. */
  readonly conflictReason?: string;
}

/** Longest part of a VEN's name in the name of a report, characters. */
const LONGEST_VEN_NAME = 64;

/**
 * The beginning of the names of a shipment's reports, at most 106 characters: the same for the same
 * shipment, and no other's, whatever its VEN is called and whoever else reports to the VTN.
 *
 * @param outboxId - tells installations apart
 * @param keys - of its entries
 * @param facts - `attempts`: how often it was about to be sent, as a name may turn out to be another's
 */
export function shipmentName(
  outboxId: string,
  keys: readonly string[],
  { venId, atMs, attempts }: { venId: string; atMs: number; attempts: number },
): string {
  const digest = hash("sha256", JSON.stringify([outboxId, attempts, ...keys]), "hex");
  const at = new Date(atMs).toISOString();
  return `${beginningOf(venId)} ${at} ${digest.slice(0, 16)}`;
}

/** Cuts no character in two: half of one does not come back from a VTN as it was sent. */
function beginningOf(venId: string): string {
  return Buffer.from(venId.slice(0, LONGEST_VEN_NAME)).toString();
}

/** The name of a shipment's how many-th report, from 0. */
export function partName(name: string, part: number): string {
  return part === 0 ? name : `${name} ${part}`;
}

export function writeNote(note: ShipmentNote): string {
  return JSON.stringify(note);
}

/** Reads what {@link writeNote} wrote; `undefined` if it was something else. */
export function readNote(text: string): ShipmentNote | undefined {
  try {
    const note = JSON.parse(text) as Partial<ShipmentNote> | null;
    const { name, perReport } = note ?? {};
    if (typeof name !== "string" || name === "") return undefined;
    if (!Number.isSafeInteger(perReport) || Number(perReport) < 1) return undefined;
    return note as ShipmentNote;
  } catch {
    return undefined;
  }
}
