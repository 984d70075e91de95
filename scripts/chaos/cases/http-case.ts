import type { CaseOptions, CaseResult, ChaosCase } from "../chaos-case.ts";
import { retryAfter } from "../http/retry-after.ts";
import { slowTrickle } from "../http/slow-trickle.ts";
import { storm } from "../http/storm.ts";
import { tokenExpiry } from "../http/token-expiry.ts";

/** What goes wrong between a client and a VTN besides lost answers. */
export const httpCase: ChaosCase = {
  name: "http",
  rows: ["token expiry", "5xx storm", "Retry-After", "slow trickle"],
  about:
    "the token expires under 1,000 sends; 5xx for an hour; Retry-After; answers that trickle on 50 connections",
  suitsOwnVtn: false,
  async run({ say }: CaseOptions) {
    const results: CaseResult[] = [];
    for (const run of [tokenExpiry, storm, retryAfter, slowTrickle]) {
      say(`http: ${run.name}`);
      results.push(await run());
    }
    return results;
  },
};
