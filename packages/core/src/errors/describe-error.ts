import { isVenError } from "./ven-error.ts";

/**
 * One line that says why something failed, with the codes of its causes, for a log or a person.
 *
 * Reads only `message`, `code` and `cause`, at most five levels deep: nothing else of an error,
 * where credentials may hide, gets out.
 */
export function describeError(error: unknown): string {
  const parts: string[] = [];
  let current: unknown = error;
  for (let depth = 0; depth < 5 && current !== undefined && current !== null; depth += 1) {
    const part = describeOne(current);
    if (part !== "" && !parts.some((known) => known.includes(part))) parts.push(part);
    current = current instanceof Error ? current.cause : undefined;
  }
  return parts.join(": ");
}

function describeOne(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = (error as { code?: unknown }).code;
  // Our own messages say it all; those of the system often say it in their code alone.
  const hasCode = typeof code === "string" && !isVenError(error) && !error.message.includes(code);
  const text = error.message === "" ? error.name : error.message;
  return hasCode ? `${text} (${code})` : text;
}
