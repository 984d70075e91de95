import type { z } from "zod";

/** One setting: how it is checked, and how it is written as a flag. */
export interface SettingDefinition {
  readonly schema: z.ZodType;
  /** Flag as commander reads it, such as `--every <interval>`. */
  readonly flag: string;
  readonly help: string;
  /** As the help shows it. */
  readonly shownDefault?: string;
}
