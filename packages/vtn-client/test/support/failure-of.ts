import { VtnUnreachableError } from "@ven/vtn-client";
import { expect } from "vitest";

/** The error of a request that must get no answer. */
export async function failureOf(request: Promise<unknown>): Promise<VtnUnreachableError> {
  const error = await request.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(VtnUnreachableError);
  return error as VtnUnreachableError;
}
