import { Draws, textKey } from "@ven/core";
import { type FaultRule, startMockVtn } from "@ven/mock-vtn";
import { memoryOutbox } from "@ven/store";
import { brokenOf, type CaseResult, type ChaosCase } from "../chaos-case.ts";
import { fuzzedAnswer } from "../fuzz/fuzzed-answer.ts";
import { leftIn } from "../sender/what-is-left.ts";
import { waitFor } from "../world/real-time.ts";
import { WatchedFleet } from "../world/watched-fleet.ts";

/** Longest wait until everything has arrived, once the VTN is sane again, ms; more after many answers. */
const LONGEST_DRAIN_MS = 180_000;
const LONGEST_PER_ANSWER_MS = 18;

/** Answers that make no sense. */
export const fuzzCase: ChaosCase = {
  name: "fuzz",
  rows: ["fuzzed answers"],
  about: "answers to reports that are broken in every way, behind which the report is kept or not",
  suitsOwnVtn: false,
  async run({ seed, isLong, say }) {
    say("fuzz: answers");
    return [await fuzz(seed, isLong ? 100_000 : 10_000)];
  },
};

/** Answers so many reports with nonsense, then lets the rest arrive. */
export async function fuzz(seed: string, answers: number): Promise<CaseResult> {
  let unhandled = 0;
  const onUnhandled = () => {
    unhandled += 1;
  };
  process.on("unhandledRejection", onUnhandled);
  await using running = await startMockVtn({ maxReports: 1_000_000 });
  await using outbox = memoryOutbox();
  const fleet = new WatchedFleet({
    running,
    outbox,
    shape: {
      venCount: 10,
      siteCount: 10,
      loadCount: 5,
      firstAtMs: Math.floor(Date.now() / 1_000) * 1_000 - 3_600_000,
      stepMs: 1_000,
    },
    manager: {
      concurrency: 32,
      maxReadingsPerReport: 1,
      retryFirstMs: 1,
      retryLongestMs: 5,
      lookAfterMs: 0,
    },
  });
  try {
    await fleet.register();
    const mad = running.vtn.faults.add(madAnswers(new Draws().startAt(textKey(seed), 3, 0)));
    while (mad.struckCount < answers) {
      await fleet.tick();
      await waitFor(async () => (await leftIn(outbox)) < 200 || mad.struckCount >= answers, 1_000);
    }
    mad.remove();
    const longestMs = Math.max(LONGEST_DRAIN_MS, answers * LONGEST_PER_ANSWER_MS);
    await waitFor(async () => (await leftIn(outbox)) === 0, longestMs);
    const verdict = await fleet.judge();
    const { accepted, lost, duplicated, falselyAcknowledged, dead, waiting } = verdict;
    return {
      case: "fuzzed answers",
      kills: 0,
      readings: accepted,
      lost: lost.length,
      duplicated: duplicated.length,
      figures: {
        answers: mad.struckCount,
        falseAcknowledgements: falselyAcknowledged.length,
        unhandledRejections: unhandled,
        dead,
      },
      broken: brokenOf({
        "nothing is acknowledged falsely": falselyAcknowledged.length === 0,
        "no rejection is unhandled": unhandled === 0,
        "nothing is lost": lost.length === 0,
        "nothing is doubled": duplicated.length === 0,
        "everything arrives in the end": waiting === 0,
      }),
    };
  } finally {
    await fleet.close();
    process.off("unhandledRejection", onUnhandled);
  }
}

function madAnswers(draws: Draws): FaultRule {
  return {
    method: "POST",
    path: "/reports",
    fault: {
      kind: "custom",
      async answer(request, answerNormally) {
        const { isStored, answer } = fuzzedAnswer(draws);
        const right = isStored ? await answerNormally() : undefined;
        return answer((await right?.text()) ?? (await request.text()));
      },
    },
  };
}
