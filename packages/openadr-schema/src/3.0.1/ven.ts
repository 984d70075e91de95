import { z } from "zod";
import { nameText } from "../text/bounded-text.ts";
import { wireSchema } from "../wire-schema.ts";
import { type ObjectMetadata, objectMetadataShape } from "./object-metadata.ts";
import { type Resource, resourceSchema } from "./resource.ts";
import { type Target, targetSchema } from "./target.ts";
import { type ValuesMap, valuesMapSchema } from "./values-map.ts";

/** A VEN as a client writes it. OpenADR 3.0.1 `ven`. */
export interface VenRequest {
  /** Unique at a VTN; 1 to 128 characters. */
  readonly venName: string;
  /** See `VEN_RESOURCE_ATTRIBUTES`. */
  readonly attributes?: readonly ValuesMap[] | null;
  readonly targets?: readonly Target[] | null;
  readonly resources?: readonly Resource[] | null;
}

/** A VEN as a VTN gives it. OpenADR 3.0.1 `ven`. */
export interface Ven extends ObjectMetadata, VenRequest {
  readonly objectType?: "VEN";
}

const requestShape = {
  venName: nameText,
  attributes: z.array(valuesMapSchema).nullish(),
  targets: z.array(targetSchema).nullish(),
  resources: z.array(resourceSchema).nullish(),
};

/** Checks a {@link VenRequest}; unknown properties survive. */
export const venRequestSchema: z.ZodType<VenRequest, VenRequest> = wireSchema<VenRequest>()(
  z.looseObject(requestShape),
);

/** Checks a {@link Ven}; unknown properties survive. */
export const venSchema: z.ZodType<Ven, Ven> = wireSchema<Ven>()(
  z.looseObject({
    ...objectMetadataShape,
    objectType: z.literal("VEN").optional(),
    ...requestShape,
  }),
);
