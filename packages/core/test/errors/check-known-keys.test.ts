import { checkKnownKeys, isInvalidValueError } from "@ven/core";
import { describe, expect, it } from "vitest";

interface Options {
  readonly protocol?: string;
  readonly onFull?: string;
}

const check = (options: unknown) =>
  checkKnownKeys("thing", options as Options, { protocol: true, onFull: true });

describe("checkKnownKeys", () => {
  it("lets known settings pass, also those that are undefined", () => {
    expect(() => check({ protocol: "flat", onFull: undefined })).not.toThrow();
    expect(() => check({})).not.toThrow();
  });

  it.each([
    [{ protocl: "3.1.0" }, 'thing: the setting "protocl" is not valid: did you mean protocol?'],
    [{ colour: "red" }, 'thing: the setting "colour" is not valid: there are protocol, onFull'],
    [undefined, 'thing "undefined" is not valid: give an object'],
    [null, "thing null is not valid: give an object"],
    ["secret", 'thing "string" is not valid: give an object'],
  ])("refuses %o", (options, message) => {
    expect(() => check(options)).toThrow(message);
    expect(() => check(options)).toThrow(expect.toSatisfy(isInvalidValueError));
  });
});
