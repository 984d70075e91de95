import type { ReportRequest as ReportRequest301 } from "../3.0.1/report.ts";
import type { ReportRequest as ReportRequest310 } from "../3.1.0/report.ts";
import type { OpenAdrVersion } from "../openadr-version.ts";

/** What a report says besides its values. 3.0.1 quotes the program, 3.1.0 finds it by the event. */
export type ReportEnvelope<Version extends OpenAdrVersion = OpenAdrVersion> =
  Version extends "3.0.1"
    ? CommonEnvelope & { readonly programID: string }
    : CommonEnvelope & { readonly programID?: string };

interface CommonEnvelope {
  /** The event that the report answers. */
  readonly eventID: string;
  /** Who reports; 1 to 128 characters. */
  readonly clientName: string;
  /** Some VTNs want it to be unique among all clients, so leave it out where nothing needs it. */
  readonly reportName?: string;
}

/** The body of `POST /reports` of a version. */
export type ReportRequestOf<Version extends OpenAdrVersion> = Version extends "3.0.1"
  ? ReportRequest301
  : ReportRequest310;

/** The properties of an envelope in the order in which they go out, without what is not given. */
export function envelopeProperties(
  version: OpenAdrVersion,
  envelope: ReportEnvelope,
): Readonly<Record<string, string>> {
  const { programID, eventID, clientName, reportName } = envelope;
  return {
    ...(version === "3.0.1" && programID !== undefined ? { programID } : {}),
    eventID,
    clientName,
    ...(reportName === undefined ? {} : { reportName }),
  };
}
