import fc from "fast-check";

/** Texts with whatever line protocol, InfluxQL or percent codes give a meaning. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.string({
    unit: fc.constantFrom(..."ab ,=\\\"'%u5CD830\n\r\t#æ🍺", "\uD83D", "\uDE00", "\u0085"),
    maxLength: 12,
  }),
);

/** Texts that stand in a tag as they are. */
export const plainText: fc.Arbitrary<string> = fc
  .string({ unit: "binary", minLength: 1, maxLength: 20 })
  .filter((text) => !/[\p{Cc}\p{Cs}\\%]/u.test(text));

/** Texts that core takes for the id of a VEN, a resource or a load. */
export const idText: fc.Arbitrary<string> = anyText
  .map((text) => text.replace(/\p{Cc}/gu, ""))
  .filter((text) => text.trim() !== "");
