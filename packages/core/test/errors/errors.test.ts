import {
  describeError,
  InvalidValueError,
  isInvalidValueError,
  isVenError,
  VenError,
} from "@ven/core";
import { describe, expect, it } from "vitest";

describe("isVenError", () => {
  it("recognises an error made by another copy of this package", () => {
    const foreign = Object.assign(new Error("x"), {
      [Symbol.for("@ven/core.VenError")]: true,
      code: "INVALID_VALUE",
    });
    expect(isVenError(foreign)).toBe(true);
    expect(isInvalidValueError(foreign)).toBe(true);
    expect(isVenError(foreign, "OTHER")).toBe(false);
  });

  it("refuses anything else", () => {
    for (const value of [new Error("x"), null, undefined, "VenError", { code: "INVALID_VALUE" }]) {
      expect(isVenError(value)).toBe(false);
    }
  });
});

describe("VenError", () => {
  it("carries its code, whether to retry, and its cause", () => {
    const cause = new Error("reset");
    const error = new VenError("sending failed", { code: "X", isRetryable: true, cause });
    expect(error).toMatchObject({ name: "VenError", code: "X", isRetryable: true, cause });
    expect(new InvalidValueError("a", 1, "b").name).toBe("InvalidValueError");
  });

  it("shortens a long value in the message", () => {
    expect(
      new InvalidValueError("VenId", "x".repeat(10_000), "too long").message.length,
    ).toBeLessThan(120);
  });
});

describe("describeError", () => {
  it("tells the causes in one line, each once, with their codes", () => {
    const root = Object.assign(new Error("connect failed"), { code: "ECONNREFUSED" });
    const error = new Error("reporting failed", { cause: new Error("no answer", { cause: root }) });
    expect(describeError(error)).toBe("reporting failed: no answer: connect failed (ECONNREFUSED)");
  });

  it("reads nothing but message, code and cause", () => {
    const error = Object.assign(new Error("failed"), { config: { token: "canary" } });
    expect(describeError(error)).toBe("failed");
    expect(describeError("plain text")).toBe("plain text");
    expect(describeError(undefined)).toBe("");
  });

  it("ends although causes go round in a circle", () => {
    const error = new Error("a");
    error.cause = error;
    expect(describeError(error)).toBe("a");
  });
});
