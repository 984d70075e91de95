import { z } from "zod";
import { wireSchema } from "../wire-schema.ts";
import { flatName } from "./flat-names.ts";

/** Where a resource stands and which metering point measures it. */
export interface FlatServiceLocation {
  readonly meterpoint_id: string;
  /** -180 to 180, east positive. */
  readonly longitude: number;
  /** -90 to 90, north positive. */
  readonly latitude: number;
}

/** One attribute of a resource: a type and its values. */
export interface FlatAttribute {
  readonly type: string;
  readonly values: readonly (number | string | boolean)[];
}

/** Body of `POST {vtnUrl}/resources` in the flat dialect. Spelled as on the wire. */
export interface FlatResource {
  readonly id: string;
  readonly resource_name: string;
  readonly resource_type: string;
  readonly ven_name: string;
  readonly attributes: readonly FlatAttribute[];
  readonly external_resource_id?: string;
  readonly service_location?: FlatServiceLocation;
}

/** Checks a {@link FlatResource}; unknown properties survive. */
export const flatResourceSchema: z.ZodType<FlatResource, FlatResource> = wireSchema<FlatResource>()(
  z.looseObject({
    id: flatName,
    resource_name: flatName,
    resource_type: flatName,
    ven_name: flatName,
    attributes: z
      .array(
        z.looseObject({
          type: flatName,
          values: z.array(z.union([z.number(), z.string().max(1024), z.boolean()])).max(1_000),
        }),
      )
      .max(1_000),
    external_resource_id: flatName.optional(),
    service_location: z
      .looseObject({
        meterpoint_id: flatName,
        longitude: z.number().min(-180).max(180),
        latitude: z.number().min(-90).max(90),
      })
      .optional(),
  }),
);
