import type { Resource } from "@ven/core";
import type { Measurement } from "@ven/openadr-schema";
import type { CommandContext } from "../compose/command-context.ts";

/** Stands for an id that a VTN would give, when there is no VTN. */
export const OFFLINE_ID = "id-given-by-the-vtn";

/** One thing that was checked. */
export interface CheckResult {
  readonly name: string;
  readonly ok: boolean;
  readonly detail?: string;
}

/** What one resource's meters read at one instant. */
export interface CheckedReadings {
  /** Local name of the VEN that reports them. */
  readonly venId: string;
  readonly resource: Resource;
  /** One per load: instantaneous power. */
  readonly readings: readonly (Measurement & { readonly loadId: string })[];
}

/** Checks what goes over the wire in one protocol. */
export interface ReportCheck {
  /** A report as it is sent, for a look at it. */
  readonly report: unknown;
  /** What can be said of it without a VTN. */
  readonly results: readonly CheckResult[];
  /** Registers VEN and resource at a VTN, sends it the readings, and tells what it says. */
  checkAtVtn(context: CommandContext, vtnUrl: string): Promise<readonly CheckResult[]>;
}
