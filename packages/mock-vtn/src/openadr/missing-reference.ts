import type { OpenAdrVersion } from "@ven/openadr-schema";
import { Refusal } from "../http/refusal.ts";

/**
 * A body names an object that there is not. 3.1.0 lists "a violation of a foreign key constraint"
 * as 409; 3.0.1 has its 409 for names that exist, so there it is a bad request.
 */
export function missingReference(version: OpenAdrVersion, detail: string): Refusal {
  return new Refusal(version === "3.0.1" ? 400 : 409, detail);
}
