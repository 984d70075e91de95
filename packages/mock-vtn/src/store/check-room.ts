import { Refusal } from "../http/refusal.ts";

/** @throws {Refusal} 507 if there are as many of a kind as the VTN keeps */
export function checkRoom(what: string, count: number, maxObjects: number): void {
  if (count < maxObjects) return;
  throw new Refusal(507, `this mock VTN keeps at most ${maxObjects} ${what}; raise maxObjects`);
}
