import { InvalidValueError } from "@ven/core";
import { parseInterval } from "@ven/scheduler";
import { z } from "zod";
import { parseSize } from "./parse-size.ts";

/** Text of 1 to 2,048 characters. */
export const text: z.ZodString = z
  .string({ error: "give a text" })
  .min(1, "give a text that is not empty")
  .max(2_048, "give at most 2,048 characters");
/** A list, or its items separated by commas. */
export const list: z.ZodType<string[]> = z
  .union([z.array(text), text.transform((value) => value.split(",").map((part) => part.trim()))], {
    error: "give names, separated by commas",
  })
  .pipe(z.array(text).min(1, "give at least one name").max(10_000, "give at most 10,000 names"));
/** Yes or no. */
export const flag: z.ZodType = z.union(
  [
    z.boolean(),
    z.enum(["true", "1", "yes"]).transform(() => true),
    z.enum(["false", "0", "no"]).transform(() => false),
  ],
  { error: "give true or false" },
);
/** A number, or its digits. */
export const number: z.ZodType<number> = z
  .union([z.number(), text.transform(Number)], { error: "give a number" })
  .pipe(z.number({ error: "give a number" }));
/** An interval such as `10s`. */
export const interval: z.ZodType = text.superRefine(readBy(parseInterval));
/** An interval of whole minutes. */
export const wholeMinutes: z.ZodType = text.superRefine(
  readBy((value) => {
    if (parseInterval(value) % 60_000 === 0) return;
    throw new InvalidValueError("interval", value, "give whole minutes: 15m, 1h, 1d");
  }),
);
/** A size such as `500MB`, no less than another. */
export const sizeFrom = (least: string): z.ZodType =>
  text.superRefine(
    readBy((value) => {
      if (parseSize(value) >= parseSize(least)) return;
      throw new InvalidValueError("size", value, `give ${least} or more`);
    }),
  );
/** A whole number of a range. */
export const wholeNumber = (least: number, most: number): z.ZodType<number> => {
  const error = `give a whole number from ${shown(least)} to ${shown(most)}`;
  return number.pipe(z.number().int(error).min(least, error).max(most, error));
};
/** A number of a range. */
export const numberFrom = (least: number, most: number): z.ZodType<number> => {
  const error = `give a number from ${shown(least)} to ${shown(most)}`;
  return number.pipe(z.number().min(least, error).max(most, error));
};
/** A number above 0. */
export const positiveNumber = (most: number): z.ZodType<number> => {
  const error = `give a number above 0, up to ${shown(most)}`;
  return number.pipe(z.number().positive(error).max(most, error));
};
/** One of some words. */
export const choice = <Word extends string>(
  words: readonly [Word, ...Word[]],
): z.ZodType<Word, string> => {
  const all = [...words];
  const last = all.pop();
  return z.enum(words, { error: `give ${all.join(", ")} or ${last}` });
};

function shown(value: number): string {
  return value.toLocaleString("en");
}

/** Checks a text by what reads it. */
function readBy(read: (value: string) => unknown) {
  return (value: string, context: z.RefinementCtx): void => {
    try {
      read(value);
    } catch (error) {
      context.addIssue({ code: "custom", message: error instanceof Error ? error.message : "" });
    }
  };
}
