import type { Logger } from "@ven/core";
import type { FlatReportInput } from "@ven/openadr-schema";
import type { SharedHttp } from "../auth/open-connection.ts";
import type { VtnAuth } from "../auth/vtn-auth.ts";
import type { VtnHttpOptions } from "../http/vtn-http-options.ts";

/** Who a {@link VenClient} is, and how it reaches its VTN. */
export type VenClientOptions = VenIdentity & (VtnHttpOptions | SharedHttp);

/** Who a {@link VenClient} is. */
export interface VenIdentity {
  /** Local name of the VEN, such as `Herning`; goes out as `ven_name`. */
  readonly venName: string;
  /** The id that the VTN gave at an earlier registration; else call `registerVen()`. */
  readonly vtnVenId?: string;
  /** How this VEN proves who it is; not together with `bearerToken`. @defaultValue with `bearerToken`, if there is one */
  readonly auth?: VtnAuth;
  /** Ends `start` in reports with `Z`. @defaultValue false */
  readonly zonedStart?: boolean;
  /** @defaultValue silent */
  readonly logger?: Logger;
}

/** One reading to report; who reports it is the client's to say. */
export interface MeterDataReport extends Omit<FlatReportInput, "venName" | "vtnVenId" | "zoned"> {}
