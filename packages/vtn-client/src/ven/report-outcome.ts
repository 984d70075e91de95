import type { Problem } from "@ven/openadr-schema";

/** What became of one report. */
export type ReportOutcome =
  | {
      /** The VTN answered 2xx. */
      readonly kind: "accepted";
      readonly status: number;
      /** The id that the VTN gave the report, if it said so. */
      readonly reportId?: string;
    }
  | {
      /** The VTN answered anything else. */
      readonly kind: "refused";
      readonly status: number;
      readonly problem?: Problem;
      /** The answer's text: at most 2,000 characters, without tokens. */
      readonly body: string;
      /** Whether the same report may be accepted later. */
      readonly isRetryable: boolean;
      /** How long the VTN asks to wait before the next try, ms, if it does. */
      readonly retryAfterMs?: number;
    }
  | {
      /** There was no whole answer. */
      readonly kind: "unanswered";
      /** Such as `ECONNREFUSED`, `TIMEOUT` or `ABORTED`; `VTN_CIRCUIT_OPEN` and `VTN_AUTH`: it was not sent. */
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
