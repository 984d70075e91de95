import { Refusal } from "./refusal.ts";
import type { VtnAnswer } from "./vtn-answer.ts";

/** 409 for a name that exists: so a client that comes back learns that it is known. */
export class NameTaken extends Refusal {
  constructor(detail: string) {
    super(409, detail);
    this.name = "NameTaken";
  }

  override toAnswer(): VtnAnswer {
    return { ...super.toAnswer(), isOrdinary: true };
  }
}
