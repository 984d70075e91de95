/** The published versions of OpenADR 3 that a client speaks. */
export type OpenAdrVersion = "3.0.1" | "3.1.0";
