/** What a tag cannot hold, or other servers read differently: controls, the backslash, half a surrogate pair. */
const UNFIT = /[\p{Cc}\p{Cs}\\%]/gu;

/** What line protocol takes for the end of a tag's value. */
const SEPARATOR = /[ ,=]/g;

/** An {@link UNFIT} character as {@link storedTag} spells it. */
const CODE = /%(?:u([0-9A-F]{4})|([0-9A-F]{2}))/g;

/** What stands for the empty text, which no tag can hold. */
const EMPTY = "%";

/**
 * A text as it stands in a tag of InfluxDB. Line protocol has no way to write a newline or a backslash at
 * the end, and its readers disagree on backslashes elsewhere; these, control characters and the percent
 * sign are spelt with percent codes, the empty text as a single percent sign. All other texts stay as
 * they are.
 */
export function storedTag(text: string): string {
  if (text === "") return EMPTY;
  return text.replace(UNFIT, (character) => {
    const code = character.charCodeAt(0).toString(16).toUpperCase();
    return code.length > 2 ? `%u${code}` : `%${code.padStart(2, "0")}`;
  });
}

/** The text that {@link storedTag} was given. */
export function textOfTag(tag: string): string {
  if (tag === EMPTY) return "";
  return tag.replace(CODE, (_, long: string | undefined, short: string | undefined) =>
    String.fromCharCode(Number.parseInt(long ?? short ?? "", 16)),
  );
}

/** A text as the value of a tag in line protocol. */
export function tagInLine(text: string): string {
  return storedTag(text).replace(SEPARATOR, "\\$&");
}
