import { InvalidValueError } from "@ven/core";
import { checkEntry } from "./check-entries.ts";
import { checkEntryId } from "./check-requests.ts";
import { checkInstant, checkWhole } from "./check-value.ts";
import type { IntendedShipment, Settlement, ShipmentPart } from "./shipment.ts";

const MOST_NOTE_CHARACTERS = 4096;
/** So that what is owed of thousands of entries has room where the outbox is full. */
const MOST_REASON_CHARACTERS = 500;

/** @throws {InvalidValueError} */
export function checkIntendedShipments(shipments: readonly IntendedShipment[]): void {
  if (!Array.isArray(shipments)) throw new InvalidValueError("shipments", shipments, "give a list");
  for (const [index, shipment] of shipments.entries()) {
    const { entryIds, note } = shipment as IntendedShipment;
    if (!Array.isArray(entryIds)) {
      throw new InvalidValueError(`shipments[${index}].entryIds`, entryIds, "give a list");
    }
    for (const entryId of entryIds) checkEntryId(`shipments[${index}].entryIds`, entryId);
    checkNote(`shipments[${index}].note`, note);
  }
}

/**
 * Checks settlements by themselves; whether the parts of one add up, {@link checkPartsAddUp} tells.
 *
 * @throws {InvalidValueError}
 */
export function checkSettlements(settlements: readonly Settlement[]): void {
  if (!Array.isArray(settlements)) {
    throw new InvalidValueError("settlements", settlements, "give a list");
  }
  for (const [index, settlement] of settlements.entries()) {
    checkSettlement(`settlements[${index}]`, settlement as Settlement);
  }
}

/**
 * Checks that the parts of a `replaced` shipment count as many readings as the shipment, and are of its stream.
 *
 * @throws {InvalidValueError} naming the shipment and both counts
 */
export function checkPartsAddUp(
  shipment: { readonly shipmentId: number; readonly stream: string; readonly count: number },
  parts: readonly ShipmentPart[],
): void {
  const subject = `parts of shipment ${shipment.shipmentId}`;
  let count = 0;
  for (const part of parts) {
    count += part.state === "dropped" ? part.count : part.entry.count;
    if (part.state !== "dropped" && part.entry.stream !== shipment.stream) {
      const rule = `the shipment is of ${shipment.stream}; give each part its stream`;
      throw new InvalidValueError(`${subject}: stream`, part.entry.stream, rule);
    }
  }
  if (count === shipment.count) return;
  const rule = `the shipment has ${shipment.count}; let the parts add up to that`;
  throw new InvalidValueError(`${subject}: readings`, count, rule);
}

/** A reason as it is kept: its first 500 characters. */
export function keptReason(reason: string): string {
  if (reason.length <= MOST_REASON_CHARACTERS) return reason;
  return `${reason.slice(0, MOST_REASON_CHARACTERS - 3)}...`;
}

function checkSettlement(subject: string, settlement: Settlement): void {
  checkEntryId(`${subject}.shipmentId`, settlement.shipmentId);
  const { kind } = settlement;
  switch (kind) {
    case "delivered":
      return;
    case "dead":
    case "dropped":
      checkReason(subject, settlement.reason);
      return;
    case "postponed":
      checkInstant(`${subject}.retryAtMs`, settlement.retryAtMs);
      checkReason(subject, settlement.reason);
      return;
    case "unknown":
      checkInstant(`${subject}.retryAtMs`, settlement.retryAtMs);
      checkReason(subject, settlement.reason);
      if (settlement.note !== undefined) checkNote(`${subject}.note`, settlement.note);
      return;
    case "replaced":
      checkParts(subject, settlement.parts);
      return;
    default:
      throw new InvalidValueError(
        `${subject}.kind`,
        kind satisfies never,
        "give delivered, postponed, unknown, dead, dropped or replaced",
      );
  }
}

function checkParts(subject: string, parts: readonly ShipmentPart[]): void {
  if (!Array.isArray(parts)) throw new InvalidValueError(`${subject}.parts`, parts, "give a list");
  for (const [index, part] of parts.entries()) {
    checkPart(`${subject}.parts[${index}]`, part as ShipmentPart);
  }
}

function checkPart(subject: string, part: ShipmentPart): void {
  const { state } = part;
  switch (state) {
    case "pending":
      checkInstant(`${subject}.retryAtMs`, part.retryAtMs);
      if (part.reason !== undefined) checkReason(subject, part.reason);
      checkEntry(`${subject}.entry`, part.entry);
      return;
    case "dead":
      checkReason(subject, part.reason);
      checkEntry(`${subject}.entry`, part.entry);
      return;
    case "delivered":
      checkEntry(`${subject}.entry`, part.entry);
      return;
    case "dropped":
      checkWhole(`${subject}.count`, part.count, 1, 1e12);
      checkReason(subject, part.reason);
      return;
    default:
      throw new InvalidValueError(
        `${subject}.state`,
        state satisfies never,
        "give pending, dead, delivered or dropped",
      );
  }
}

function checkReason(subject: string, reason: unknown): void {
  if (typeof reason === "string") return;
  throw new InvalidValueError(`${subject}.reason`, reason, "give a text that says why");
}

function checkNote(subject: string, note: unknown): void {
  if (typeof note === "string" && note.length <= MOST_NOTE_CHARACTERS) return;
  throw new InvalidValueError(subject, note, `give at most ${MOST_NOTE_CHARACTERS} characters`);
}
