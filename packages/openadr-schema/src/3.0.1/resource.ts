import { z } from "zod";
import { nameText } from "../text/bounded-text.ts";
import { objectIdText } from "../text/object-id.ts";
import { wireSchema } from "../wire-schema.ts";
import { type ObjectMetadata, objectMetadataShape } from "./object-metadata.ts";
import { type Target, targetSchema } from "./target.ts";
import { type ValuesMap, valuesMapSchema } from "./values-map.ts";

/** A resource of a VEN, as a client writes it. OpenADR 3.0.1 `resource`. */
export interface ResourceRequest {
  /** Unique at its VEN; 1 to 128 characters. */
  readonly resourceName: string;
  /** Follows from the path of the request. */
  readonly venID?: string;
  /** See `VEN_RESOURCE_ATTRIBUTES`. */
  readonly attributes?: readonly ValuesMap[] | null;
  readonly targets?: readonly Target[] | null;
}

/** A resource as a VTN gives it. OpenADR 3.0.1 `resource`. */
export interface Resource extends ObjectMetadata, ResourceRequest {
  readonly objectType?: "RESOURCE";
}

const requestShape = {
  resourceName: nameText,
  venID: objectIdText.optional(),
  attributes: z.array(valuesMapSchema).nullish(),
  targets: z.array(targetSchema).nullish(),
};

/** Checks a {@link ResourceRequest}; unknown properties survive. */
export const resourceRequestSchema: z.ZodType<ResourceRequest, ResourceRequest> =
  wireSchema<ResourceRequest>()(z.looseObject(requestShape));

/** Checks a {@link Resource}; unknown properties survive. */
export const resourceSchema: z.ZodType<Resource, Resource> = wireSchema<Resource>()(
  z.looseObject({
    ...objectMetadataShape,
    objectType: z.literal("RESOURCE").optional(),
    ...requestShape,
  }),
);
