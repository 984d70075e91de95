/**
 * What a target of 3.0.1 can name; targets of 3.1.0 are plain texts without a type.
 * OpenADR 3.0.1 Definition 10.8, "Target Enumerations".
 */
export const TARGET_TYPES = {
  POWER_SERVICE_LOCATION: { meaning: "A place on the grid as the utility names it." },
  SERVICE_AREA: { meaning: "A region as the utility names it." },
  GROUP: { meaning: "A group." },
  RESOURCE_NAME: { meaning: "A resource by its name." },
  VEN_NAME: { meaning: "A VEN by its name." },
  EVENT_NAME: { meaning: "An event by its name." },
  PROGRAM_NAME: { meaning: "A program by its name." },
} as const;

/** A name of {@link TARGET_TYPES}. */
export type TargetType = keyof typeof TARGET_TYPES;
