import {
  gsrnCheckDigit,
  InvalidValueError,
  LoadId,
  MeterPointId,
  ResourceId,
  ResourceStatus,
  VenId,
} from "@ven/core";
import fc from "fast-check";
import { describe, expect, expectTypeOf, it } from "vitest";

describe("ids", () => {
  it("keeps a valid text as it is", () => {
    expect(VenId("Herning")).toBe("Herning");
    expect(ResourceId("5249eada-69af-432d-99a5-98f9c89f9aa6")).toHaveLength(36);
    expect(LoadId("load_0")).toBe("load_0");
  });

  it.each([
    ["an empty text", "", "give 1 to 128 characters"],
    ["blanks", "   ", "not only blanks"],
    ["a text that is too long", "x".repeat(129), "give 1 to 128 characters"],
    ["control characters", "a\nb", "remove the control characters"],
  ])("refuses %s and says why", (_, text, reason) => {
    expect(() => VenId(text)).toThrow(InvalidValueError);
    expect(() => VenId(text)).toThrow(reason);
  });

  it("does not let one kind of id pass for another", () => {
    expectTypeOf<VenId>().not.toExtend<ResourceId>();
    expectTypeOf<string>().not.toExtend<VenId>();
    expectTypeOf<VenId>().toExtend<string>();
  });

  it("refuses a status that does not exist and lists those that do", () => {
    expect(() => ResourceStatus("approved")).toThrow("use APPROVED, PENDING, SUSPENDED");
  });
});

describe("MeterPointId", () => {
  it("accepts a GSRN whose check digit is right", () => {
    expect(
      MeterPointId("571313174000000012".slice(0, 17) + gsrnCheckDigit("57131317400000001")),
    ).toHaveLength(18);
  });

  it("finds every single wrong digit", () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[0-9]{17}$/),
        fc.nat(17),
        fc.integer({ min: 1, max: 9 }),
        (digits, position, change) => {
          const gsrn = digits + gsrnCheckDigit(digits);
          expect(MeterPointId(gsrn)).toBe(gsrn);
          const wrong = (Number(gsrn[position]) + change) % 10;
          const altered = gsrn.slice(0, position) + wrong + gsrn.slice(position + 1);
          expect(() => MeterPointId(altered)).toThrow("its last digit must be");
        },
      ),
    );
  });

  it("refuses anything but 18 digits", () => {
    expect(() => MeterPointId("1234")).toThrow("exactly 18 digits");
  });

  it("computes the check digits of known numbers", () => {
    // SSCC and GSRN share the rule; 37610425002123456 has check digit 9 (GS1 worked example).
    expect(gsrnCheckDigit("37610425002123456")).toBe(9);
  });
});
