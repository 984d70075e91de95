import type { ReportOutcome } from "@ven/vtn-client";
import type { FlatVen } from "../registered-ven.ts";
import type { Carrier, CarryOptions, PartOutcome, ReportPart } from "./carrier.ts";

/** Reports of the flat dialect: one reading each, and no way to look for them. */
export class FlatCarrier implements Carrier<FlatVen> {
  readonly mostPerReport: number = 1;
  readonly #quoted: { readonly programId?: string };

  constructor(programId: string | undefined) {
    this.#quoted = programId === undefined ? {} : { programId };
  }

  quote(): Promise<{ readonly programId?: string }> {
    return Promise.resolve(this.#quoted);
  }

  async send(ven: FlatVen, part: ReportPart, options: CarryOptions): Promise<PartOutcome> {
    const [slice] = part.slices;
    const row = slice?.rows[0];
    if (slice === undefined || row === undefined) return { kind: "accepted" };
    const { layout, timestampMs, powerW } = slice.columns;
    const resource = layout.resources[layout.resourceIndex[row] ?? -1];
    const loadId = layout.loadIds[layout.loadIndex[row] ?? -1];
    if (resource === undefined) {
      return { kind: "refused", reason: "its row names no resource", isUnsent: true };
    }
    const { programId } = part;
    const outcome = await ven.client.reportMeterDataOutcome(
      {
        resourceId: resource.resourceId,
        resourceName: resource.name,
        timestampMs: timestampMs[row] ?? Number.NaN,
        powerW: powerW[row] ?? Number.NaN,
        ...(loadId === undefined ? {} : { loadId }),
        ...(programId === undefined ? {} : { programId }),
      },
      options,
    );
    return judge(outcome);
  }
}

function judge(outcome: ReportOutcome): PartOutcome {
  switch (outcome.kind) {
    case "accepted":
      return outcome;
    case "notSent":
      return { kind: "refused", reason: outcome.reason, isUnsent: true };
    case "unanswered": {
      const { detail: reason, isAmbiguous } = outcome;
      if (isAmbiguous) {
        const isVtnDown = outcome.reason !== "VTN_ANSWER_INVALID" && outcome.reason !== "ABORTED";
        return { kind: "ambiguous", reason, isVtnDown };
      }
      if (outcome.reason === "ABORTED" || outcome.reason === "CLOSED") {
        return { kind: "postponed", reason };
      }
      const health = outcome.reason === "VTN_AUTH" ? "refusing" : "down";
      return { kind: "postponed", reason, health };
    }
    case "refused":
      return judgeRefusal(outcome);
    default:
      return outcome satisfies never;
  }
}

function judgeRefusal(refusal: Extract<ReportOutcome, { kind: "refused" }>): PartOutcome {
  const { status, isAmbiguous, isRetryable, retryAfterMs, problem, body } = refusal;
  const said = problem?.detail ?? problem?.title ?? body.slice(0, 200);
  const reason = `refused with ${status}${said === "" ? "" : `: ${said}`}`;
  if (isAmbiguous) return { kind: "ambiguous", reason, isVtnDown: true, retryAfterMs };
  if (status === 404) return { kind: "unknownVen", reason };
  if (status === 409) return { kind: "conflict", reason };
  if (status === 401 || status === 403 || (status >= 300 && status < 400)) {
    return { kind: "postponed", reason, health: "refusing", retryAfterMs };
  }
  if (isRetryable) return { kind: "postponed", reason, health: "down", retryAfterMs };
  return { kind: "refused", reason };
}
