import { z } from "zod";
import { wireSchema } from "../wire-schema.ts";
import { flatName, flatObjectId } from "./flat-names.ts";

/** Body of `POST {vtnUrl}/vens` in the flat dialect. Spelled as on the wire. */
export interface FlatVenRequest {
  readonly ven_name: string;
  readonly client_name?: string;
}

/** A VEN as the VTN answers it: 201 of `POST /vens`, and each item of `GET /vens`. */
export interface FlatVen {
  readonly id: string;
  readonly ven_name: string;
  /** Bearer token for this VEN, where the VTN hands out one. A secret. */
  readonly auth_token?: string;
}

/** Checks a {@link FlatVenRequest}; unknown properties survive. */
export const flatVenRequestSchema: z.ZodType<FlatVenRequest, FlatVenRequest> =
  wireSchema<FlatVenRequest>()(
    z.looseObject({
      ven_name: flatName,
      client_name: z.string().min(1).max(160).optional(),
    }),
  );

/** Checks a {@link FlatVen}; unknown properties survive. */
export const flatVenSchema: z.ZodType<FlatVen, FlatVen> = wireSchema<FlatVen>()(
  z.looseObject({
    id: flatObjectId,
    ven_name: flatName,
    auth_token: z.string().min(1).max(8192).optional(),
  }),
);
