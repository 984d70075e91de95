import { z } from "zod";
import { wireSchema } from "../wire-schema.ts";
import { flatName, flatObjectId } from "./flat-names.ts";

/** Body of `POST {vtnUrl}/programs` in the flat dialect. Spelled as on the wire. */
export interface FlatProgramRequest {
  readonly program_name: string;
}

/** A program as the VTN answers it. */
export interface FlatProgram extends FlatProgramRequest {
  readonly id: string;
}

/** Checks a {@link FlatProgramRequest}; unknown properties survive. */
export const flatProgramRequestSchema: z.ZodType<FlatProgramRequest, FlatProgramRequest> =
  wireSchema<FlatProgramRequest>()(z.looseObject({ program_name: flatName }));

/** Checks a {@link FlatProgram}; unknown properties survive. */
export const flatProgramSchema: z.ZodType<FlatProgram, FlatProgram> = wireSchema<FlatProgram>()(
  z.looseObject({
    id: flatObjectId,
    program_name: flatName,
  }),
);
