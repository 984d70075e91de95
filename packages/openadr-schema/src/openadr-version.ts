/** The published versions of OpenADR 3 that these packages speak. */
export const OPENADR_VERSIONS = ["3.0.1", "3.1.0"] as const;

/** A published version; see {@link OPENADR_VERSIONS}. */
export type OpenAdrVersion = (typeof OPENADR_VERSIONS)[number];
