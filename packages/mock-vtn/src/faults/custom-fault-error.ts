import { describeError } from "@ven/core";

/** The function of a custom fault threw, or gave no `Response`: a mistake in a test, not of the VTN. */
export class CustomFaultError extends Error {
  constructor(cause: unknown) {
    super(`the answer of a custom fault failed: ${describeError(cause)}`, { cause });
    this.name = "CustomFaultError";
  }
}
