import type { OpenAdrVersion } from "@ven/openadr-schema";
import * as v301 from "@ven/openadr-schema/3.0.1";
import * as v310 from "@ven/openadr-schema/3.1.0";
import type { BodySchema } from "../http/read-json.ts";
import type {
  EventFields,
  ProgramFields,
  ReportFields,
  ResourceFields,
  SubscriptionFields,
  VenFields,
} from "../store/object-fields.ts";

/** The schemas of what a VTN holds of one version. */
export interface ObjectSchemas {
  readonly programs: BodySchema<ProgramFields>;
  readonly events: BodySchema<EventFields>;
  readonly reports: BodySchema<ReportFields>;
  readonly subscriptions: BodySchema<SubscriptionFields>;
  readonly vens: BodySchema<VenFields>;
  readonly resources: BodySchema<Omit<ResourceFields, "venID"> & { readonly venID?: string }>;
}

/** {@link ObjectSchemas} of each version. */
export const OBJECT_SCHEMAS: Readonly<Record<OpenAdrVersion, ObjectSchemas>> = {
  "3.0.1": {
    programs: v301.programSchema,
    events: v301.eventSchema,
    reports: v301.reportSchema,
    subscriptions: v301.subscriptionSchema,
    vens: v301.venSchema,
    resources: v301.resourceSchema,
  },
  "3.1.0": {
    programs: v310.programSchema,
    events: v310.eventSchema,
    reports: v310.reportSchema,
    subscriptions: v310.subscriptionSchema,
    vens: v310.venSchema,
    resources: v310.resourceSchema,
  },
};
