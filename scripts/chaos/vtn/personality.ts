import type { MockVtnOptions } from "@ven/mock-vtn";

/** How VTNs differ in what they make of the name of a report. */
export const PERSONALITIES = ["names not unique", "names unique", "foreign 409"] as const;

/** One of {@link PERSONALITIES}. */
export type PersonalityName = (typeof PERSONALITIES)[number];

/** What a mock VTN must be told of it. */
export function personalityOf(name: PersonalityName): NonNullable<MockVtnOptions["personality"]> {
  return { reportNames: name === "names not unique" ? "any" : "unique" };
}
