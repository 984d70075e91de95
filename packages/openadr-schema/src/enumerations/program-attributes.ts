/**
 * The attributes of a program of 3.1.0, which in 3.0.1 were properties of their own.
 * OpenADR 3.1.0 Definition, "Program Attributes Enumerations".
 */
export const PROGRAM_ATTRIBUTES = {
  PROGRAM_LONG_NAME: {
    meaning: "Long name for people.",
    values: { type: "text", minLength: 1, maxLength: 128 },
    since: "3.1.0",
  },
  RETAILER_NAME: {
    meaning: "Short name of the energy retailer that offers it.",
    values: { type: "text", minLength: 1, maxLength: 128 },
    since: "3.1.0",
  },
  RETAILER_LONG_NAME: {
    meaning: "Long name of the energy retailer, for people.",
    values: { type: "text", minLength: 1, maxLength: 128 },
    since: "3.1.0",
  },
  PROGRAM_TYPE: {
    meaning: "A category of the program's own.",
    values: { type: "text", minLength: 1, maxLength: 128 },
    since: "3.1.0",
  },
  COUNTRY: {
    meaning: "Country, ISO 3166-1 alpha-2, such as DK.",
    values: { type: "text", minLength: 1, maxLength: 128 },
    since: "3.1.0",
  },
  PRINCIPAL_SUBDIVISION: {
    meaning: "State or region, ISO 3166-2, such as DK-82.",
    values: { type: "text", minLength: 1, maxLength: 128 },
    since: "3.1.0",
  },
  BINDING_EVENTS: {
    meaning: "Whether events stay as they are once sent.",
    values: { type: "boolean" },
    since: "3.1.0",
  },
  LOCAL: {
    meaning: "Whether a local VTN made the data, perhaps out of a grid VTN's.",
    values: { type: "boolean" },
    since: "3.1.0",
  },
} as const;

/** A name of {@link PROGRAM_ATTRIBUTES}. */
export type ProgramAttribute = keyof typeof PROGRAM_ATTRIBUTES;
