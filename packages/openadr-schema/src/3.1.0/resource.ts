import { z } from "zod";
import { nameText } from "../text/bounded-text.ts";
import { objectIdText } from "../text/object-id.ts";
import { wireSchema } from "../wire-schema.ts";
import { type ObjectMetadata, objectMetadataShape } from "./object-metadata.ts";
import { type Target, targetSchema } from "./target.ts";
import { type ValuesMap, valuesMapSchema } from "./values-map.ts";

/** A resource as business logic writes it. OpenADR 3.1.0 `BlResourceRequest`. */
export interface BlResourceRequest {
  readonly objectType: "BL_RESOURCE_REQUEST";
  /** The OAuth client of its VEN. 3.1.0 requires it, 3.1.1 drops it. */
  readonly clientID?: string;
  readonly targets?: readonly Target[] | null;
  /** Unique at its VEN; 1 to 128 characters. */
  readonly resourceName: string;
  readonly venID: string;
  /** See `VEN_RESOURCE_ATTRIBUTES`. */
  readonly attributes?: readonly ValuesMap[] | null;
}

/** A resource as its VEN writes it; it cannot give itself targets. OpenADR 3.1.0 `VenResourceRequest`. */
export interface VenResourceRequest {
  readonly objectType: "VEN_RESOURCE_REQUEST";
  /** Unique at its VEN; 1 to 128 characters. */
  readonly resourceName: string;
  /** 3.1.0 requires it, 3.1.1 drops it. */
  readonly venID?: string;
  /** See `VEN_RESOURCE_ATTRIBUTES`. */
  readonly attributes?: readonly ValuesMap[] | null;
}

/** A resource as a client writes it. OpenADR 3.1.0 `resourceRequest`. */
export type ResourceRequest = BlResourceRequest | VenResourceRequest;

/**
 * A resource as a VTN gives it. OpenADR 3.1.0 `resource`, whose YAML asks for two values of
 * `objectType` at once; implementations send `RESOURCE`, and both are taken.
 */
export interface Resource
  extends Omit<ObjectMetadata, "objectType">,
    Omit<BlResourceRequest, "objectType"> {
  readonly objectType: "RESOURCE" | "BL_RESOURCE_REQUEST";
}

const blShape = {
  clientID: nameText.optional(),
  targets: z.array(targetSchema).nullish(),
  resourceName: nameText,
  venID: objectIdText,
  attributes: z.array(valuesMapSchema).nullish(),
};

/** Checks a {@link BlResourceRequest}; unknown properties survive. */
export const blResourceRequestSchema: z.ZodType<BlResourceRequest, BlResourceRequest> =
  wireSchema<BlResourceRequest>()(
    z.looseObject({ objectType: z.literal("BL_RESOURCE_REQUEST"), ...blShape }),
  );

/** Checks a {@link VenResourceRequest}; unknown properties survive. */
export const venResourceRequestSchema: z.ZodType<VenResourceRequest, VenResourceRequest> =
  wireSchema<VenResourceRequest>()(
    z.looseObject({
      objectType: z.literal("VEN_RESOURCE_REQUEST"),
      resourceName: nameText,
      venID: objectIdText.optional(),
      attributes: z.array(valuesMapSchema).nullish(),
    }),
  );

/** Checks a {@link ResourceRequest}; unknown properties survive. */
export const resourceRequestSchema: z.ZodType<ResourceRequest, ResourceRequest> = z.union([
  blResourceRequestSchema,
  venResourceRequestSchema,
]);

/** Checks a {@link Resource}; unknown properties survive. */
export const resourceSchema: z.ZodType<Resource, Resource> = wireSchema<Resource>()(
  z.looseObject({
    ...objectMetadataShape,
    objectType: z.enum(["RESOURCE", "BL_RESOURCE_REQUEST"]),
    ...blShape,
  }),
);
