import type { OpenAdrVersion } from "@ven/openadr-schema";
import * as v301 from "@ven/openadr-schema/3.0.1";
import * as v310 from "@ven/openadr-schema/3.1.0";
import type { BodySchema } from "../http/read-json.ts";
import type {
  EventFields,
  ProgramFields,
  ReportFields,
  SubscriptionFields,
} from "../store/object-fields.ts";

/** The schemas of the bodies that both versions know, each of its version. */
export interface VersionSchemas {
  readonly program: BodySchema<ProgramFields>;
  readonly event: BodySchema<EventFields>;
  readonly report: BodySchema<ReportFields>;
  readonly subscription: BodySchema<SubscriptionFields>;
}

/** {@link VersionSchemas} of each version. */
export const VERSION_SCHEMAS: Readonly<Record<OpenAdrVersion, VersionSchemas>> = {
  "3.0.1": {
    program: v301.programRequestSchema,
    event: v301.eventRequestSchema,
    report: v301.reportRequestSchema,
    subscription: v301.subscriptionRequestSchema,
  },
  "3.1.0": {
    program: v310.programRequestSchema,
    event: v310.eventRequestSchema,
    report: v310.reportRequestSchema,
    subscription: v310.subscriptionRequestSchema,
  },
};
