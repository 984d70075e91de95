export type { OpenAdrVersion } from "@ven/openadr-schema";
