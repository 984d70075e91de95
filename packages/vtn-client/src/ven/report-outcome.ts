import type { Problem } from "@ven/openadr-schema";

/** What became of one report. */
export type ReportOutcome =
  | {
      /** The VTN answered 2xx, with JSON or with nothing. */
      readonly kind: "accepted";
      readonly status: number;
      /** The id that the VTN gave the report, if it said so. */
      readonly reportId?: string;
    }
  | {
      /** The VTN answered with another status. */
      readonly kind: "refused";
      readonly status: number;
      readonly problem?: Problem;
      /** The answer's text: at most 2,000 characters, without tokens. */
      readonly body: string;
      /** Whether the same report may be accepted later. */
      readonly isRetryable: boolean;
      /** Whether the VTN may have stored the report all the same: true for a 5xx. */
      readonly isAmbiguous: boolean;
      /** How long the VTN asks to wait before the next try, ms, if it does. */
      readonly retryAfterMs?: number;
      /** Where a redirect points, which is not followed: origin and path, at most 200 characters. */
      readonly redirectsTo?: string;
    }
  | {
      /** There was no whole answer, or none of a VTN. */
      readonly kind: "unanswered";
      /**
       * Such as `ECONNREFUSED`, `TIMEOUT` or `ABORTED`; `VTN_ANSWER_INVALID`: a 2xx whose body is no
       * JSON, such as a login page; `VTN_CIRCUIT_OPEN` and `VTN_AUTH`: it was not sent.
       */
      readonly reason: string;
      readonly detail: string;
      /** Whether the VTN may have stored the report all the same. */
      readonly isAmbiguous: boolean;
    }
  | {
      /** It was not sent: the reading is not valid, or the VEN not registered. */
      readonly kind: "notSent";
      readonly reason: string;
    };
