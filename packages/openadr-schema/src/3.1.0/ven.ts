import { z } from "zod";
import { nameText } from "../text/bounded-text.ts";
import { wireSchema } from "../wire-schema.ts";
import { type ObjectMetadata, objectMetadataShape } from "./object-metadata.ts";
import { type Target, targetSchema } from "./target.ts";
import { type ValuesMap, valuesMapSchema } from "./values-map.ts";

/** A VEN as business logic writes it. OpenADR 3.1.0 `BlVenRequest`. */
export interface BlVenRequest {
  readonly objectType: "BL_VEN_REQUEST";
  /** The OAuth client that the VEN logs in as. */
  readonly clientID: string;
  /** What the VEN may see of targeted programs and events. */
  readonly targets?: readonly Target[] | null;
  /** Unique at a VTN; 1 to 128 characters. */
  readonly venName: string;
  /** See `VEN_RESOURCE_ATTRIBUTES`. */
  readonly attributes?: readonly ValuesMap[] | null;
}

/** A VEN as it writes itself; it cannot give itself targets. OpenADR 3.1.0 `VenVenRequest`. */
export interface VenVenRequest {
  readonly objectType: "VEN_VEN_REQUEST";
  /** Unique at a VTN; 1 to 128 characters. */
  readonly venName: string;
  /** See `VEN_RESOURCE_ATTRIBUTES`. */
  readonly attributes?: readonly ValuesMap[] | null;
}

/** A VEN as a client writes it. OpenADR 3.1.0 `venRequest`. */
export type VenRequest = BlVenRequest | VenVenRequest;

/**
 * A VEN as a VTN gives it. OpenADR 3.1.0 `ven`, whose YAML asks for two values of `objectType` at
 * once; implementations send `VEN`, and both are taken.
 */
export interface Ven extends Omit<ObjectMetadata, "objectType">, Omit<BlVenRequest, "objectType"> {
  readonly objectType: "VEN" | "BL_VEN_REQUEST";
}

const blShape = {
  clientID: nameText,
  targets: z.array(targetSchema).nullish(),
  venName: nameText,
  attributes: z.array(valuesMapSchema).nullish(),
};

/** Checks a {@link BlVenRequest}; unknown properties survive. */
export const blVenRequestSchema: z.ZodType<BlVenRequest, BlVenRequest> = wireSchema<BlVenRequest>()(
  z.looseObject({ objectType: z.literal("BL_VEN_REQUEST"), ...blShape }),
);

/** Checks a {@link VenVenRequest}; unknown properties survive. */
export const venVenRequestSchema: z.ZodType<VenVenRequest, VenVenRequest> =
  wireSchema<VenVenRequest>()(
    z.looseObject({
      objectType: z.literal("VEN_VEN_REQUEST"),
      venName: nameText,
      attributes: z.array(valuesMapSchema).nullish(),
    }),
  );

/** Checks a {@link VenRequest}; unknown properties survive. */
export const venRequestSchema: z.ZodType<VenRequest, VenRequest> = z.union([
  blVenRequestSchema,
  venVenRequestSchema,
]);

/** Checks a {@link Ven}; unknown properties survive. */
export const venSchema: z.ZodType<Ven, Ven> = wireSchema<Ven>()(
  z.looseObject({
    ...objectMetadataShape,
    objectType: z.enum(["VEN", "BL_VEN_REQUEST"]),
    ...blShape,
  }),
);
