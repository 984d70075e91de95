import type { FlatAttribute, FlatResource } from "@ven/openadr-schema";

/** A resource to register at a VTN. */
export interface ResourceRegistrationInput {
  readonly resourceId: string;
  readonly resourceName: string;
  /** What the site is, such as `pub`. */
  readonly resourceType: string;
  /** OpenADR attributes, such as `{ type: "MAX_POWER_CONSUMPTION", values: [12.5] }` in kW. */
  readonly attributes?: readonly FlatAttribute[];
  readonly externalResourceId?: string;
  readonly serviceLocation?: {
    readonly meterPointId: string;
    /** -180 to 180, east positive. */
    readonly longitudeDeg: number;
    /** -90 to 90, north positive. */
    readonly latitudeDeg: number;
  };
}

/** What came of registering a resource. */
export interface ResourceRegistration {
  /** `false` if the VTN had it already. */
  readonly created: boolean;
}

/** Body of `POST {vtnUrl}/resources` in the flat dialect. */
export function encodeFlatResource(
  venName: string,
  input: ResourceRegistrationInput,
): FlatResource {
  const { externalResourceId, serviceLocation } = input;
  return {
    id: input.resourceId,
    resource_name: input.resourceName,
    resource_type: input.resourceType,
    ven_name: venName,
    attributes: input.attributes ?? [],
    ...(externalResourceId === undefined ? {} : { external_resource_id: externalResourceId }),
    ...(serviceLocation === undefined
      ? {}
      : {
          service_location: {
            meterpoint_id: serviceLocation.meterPointId,
            longitude: serviceLocation.longitudeDeg,
            latitude: serviceLocation.latitudeDeg,
          },
        }),
  };
}
