import { InvalidValueError, mixedWord } from "@ven/core";
import { z } from "zod";
import type { Recording } from "../../replay/recording.ts";
import { wholeWeeks } from "../../replay/whole-weeks.ts";
import { nearestWhole } from "../../trace/nearest-whole.ts";
import type { LoadView, SlotModel } from "../load-model.ts";

/** Never reuse a number. */
const STREAM = { meter: 8_001, weeks: 8_002 } as const;

/** What was recorded once, at its own instants and, before and after, over and over again. */
export const replaySpec = z.strictObject({
  model: z.literal("replay"),
  recording: z
    .string()
    .min(1)
    .max(128)
    .describe("Name of one of the recordings that the simulator is given."),
  meterId: z
    .string()
    .min(1)
    .max(256)
    .optional()
    .describe("Meter of the recording; left out, each site draws one of those that have the load."),
  loadId: z.string().min(1).max(64).default("load_0").describe("Load of that meter."),
  wrap: z
    .enum(["plain", "weeks"])
    .default("plain")
    .describe(
      "plain goes from the last instant to the first; weeks keeps whole weeks, and so weekdays.",
    ),
  shiftWeeks: z
    .boolean()
    .default(false)
    .describe(
      "Whether each site begins some whole weeks later than recorded, so that no two are alike.",
    ),
  scale: z
    .number()
    .min(-1_000)
    .max(1_000)
    .default(1)
    .describe("What recorded power is multiplied with."),
});

/** See {@link replaySpec}. */
export type ReplaySpec = z.infer<typeof replaySpec>;

/** Recordings by the name that specifications call them. */
export type Recordings = Readonly<Record<string, Recording>>;

/**
 * See {@link replaySpec}. It obeys nothing. Power between two recorded instants is that of the first;
 * where nothing was recorded it is not known.
 *
 * @throws {InvalidValueError} if there is no such recording, meter or load, or it cannot be replayed so
 */
export function replayModel(spec: ReplaySpec, recordings: Recordings): SlotModel {
  const { scale, shiftWeeks } = spec;
  const recording = findRecording(spec, recordings);
  const columns = findColumns(spec, recording);
  const slotS = wholeSeconds("step", recording.stepMs);
  const lapSteps = lapStepsOf(spec, recording);
  const weekSteps = shiftWeeks ? wholeWeekSteps(spec, recording) : 0;
  const weekCount = weekSteps === 0 ? 1 : Math.floor(lapSteps / weekSteps);
  const factor = 10 * scale;
  return {
    kind: "slot",
    slotS,
    originS: wholeSeconds("first instant", recording.firstAtMs),
    fill({ siteKey }: LoadView, { first, stride, count }, out, offset) {
      const column =
        columns[columns.length === 1 ? 0 : mixedWord(siteKey, STREAM.meter, 0) % columns.length];
      const weeks = weekCount === 1 ? 0 : mixedWord(siteKey, STREAM.weeks, 0) % weekCount;
      const begin = (first + weeks * weekSteps) % lapSteps;
      let step = begin < 0 ? begin + lapSteps : begin;
      const advance = stride % lapSteps;
      for (let slot = 0; slot < count; slot += 1) {
        out[offset + slot] = nearestWhole((column?.[step] ?? Number.NaN) * factor) + 0;
        step += advance;
        if (step >= lapSteps) step -= lapSteps;
      }
    },
  };
}

function findRecording({ recording: name }: ReplaySpec, recordings: Recordings): Recording {
  const recording = Object.hasOwn(recordings, name) ? recordings[name] : undefined;
  if (recording !== undefined) return recording;
  const known = Object.keys(recordings).slice(0, 20).join(", ");
  const rule = known === "" ? "give the simulator `recordings`" : `there are ${known}`;
  throw new InvalidValueError("model.recording", name, rule);
}

function findColumns(
  { meterId, loadId }: ReplaySpec,
  recording: Recording,
): readonly Float64Array[] {
  const meterIds = meterId === undefined ? recording.meterIds : [meterId];
  const columns = meterIds.flatMap((id) => recording.powersW(id, loadId) ?? []);
  if (columns.length > 0) return columns;
  const isKnown = meterId !== undefined && recording.meterIds.includes(meterId);
  if (meterId !== undefined && !isKnown) {
    const known = recording.meterIds.slice(0, 20).join(", ");
    throw new InvalidValueError("model.meterId", meterId, `the recording has ${known}`);
  }
  const known = recording
    .loadIdsOf(meterId ?? recording.meterIds[0] ?? "")
    .slice(0, 20)
    .join(", ");
  throw new InvalidValueError("model.loadId", loadId, `the recording has ${known}`);
}

function lapStepsOf(spec: ReplaySpec, recording: Recording): number {
  if (spec.wrap === "plain") return recording.stepCount;
  const steps = wholeWeeks(recording);
  if (steps !== undefined) return steps;
  const rule = "the recording must span a week at least, by a step that divides one";
  throw new InvalidValueError("model.wrap", spec.wrap, rule);
}

function wholeWeekSteps({ wrap, shiftWeeks }: ReplaySpec, { stepMs }: Recording): number {
  if (wrap === "weeks") return 604_800_000 / stepMs;
  throw new InvalidValueError("model.shiftWeeks", shiftWeeks, 'it needs wrap "weeks"');
}

function wholeSeconds(what: string, ms: number): number {
  if (Number.isInteger(ms / 1_000)) return ms / 1_000;
  const rule = `its ${what} must be whole seconds; resample it`;
  throw new InvalidValueError("recording", ms, rule);
}
