/**
 * The attributes of VENs and resources. Private ones are allowed.
 * OpenADR 3.1.0 Definition, "Attribute Enumerations" (as in 3.0.1).
 */
export const VEN_RESOURCE_ATTRIBUTES = {
  LOCATION: {
    meaning: "A point on earth: as a rule longitude, then latitude, in degrees.",
    values: { type: "number", min: -180, max: 180, count: [2, 2] },
  },
  AREA: {
    meaning: "A region, such as GeoJSON; the program says how it is written.",
    // The enumerations' YAML takes numbers only, against the Definition's text.
    values: { type: "any", count: [0] },
  },
  MAX_POWER_CONSUMPTION: {
    meaning: "The most power that it uses.",
    units: ["KW"],
    values: { type: "number", min: 0 },
  },
  MAX_POWER_EXPORT: {
    meaning: "The most power that it exports.",
    units: ["KW"],
    values: { type: "number", min: 0 },
  },
  DESCRIPTION: {
    meaning: "A short description for people.",
    values: { type: "text", minLength: 1, maxLength: 128 },
  },
} as const;

/** A name of {@link VEN_RESOURCE_ATTRIBUTES}. */
export type VenResourceAttribute = keyof typeof VEN_RESOURCE_ATTRIBUTES;
