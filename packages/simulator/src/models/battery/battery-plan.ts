import { InvalidValueError, mixedWord } from "@ven/core";
import type { LocalDay } from "../../calendar/local-day.ts";
import { type DayTrace, segmentAt } from "../../trace/day-trace.ts";
import { summedTrace } from "../../trace/summed-trace.ts";
import type { LoadView } from "../load-model.ts";
import type { BatterySpec } from "./battery-spec.ts";
import type { BatteryStore } from "./battery-store.ts";

const HOUR_S = 3_600;

/** So often a battery is filled from the grid, days, to measure its charge afresh; and at what time. */
export const CALIBRATION_DAYS = 14;

/** How long what a battery was asked may tell on it, s: until it is filled, and half a day more. */
export const CALIBRATION_AFTERMATH_S: number = (CALIBRATION_DAYS + 0.5) * 24 * HOUR_S;

const CALIBRATION_S: number = 2 * HOUR_S;

/** Batteries that go by the clock begin so much later than it at most, s, so that not all do at once. */
const LONGEST_LATE_S = 600;

/** Never reuse a number. */
const STREAM = { calibration: 5_001, late: 5_002 } as const;

/** What a battery is up to for a while. */
type Mode =
  /** With all its power. */
  | "charge"
  | "discharge"
  /** Makes up for what the others draw, and in `balance` for what they export, too. */
  | "cover"
  | "balance"
  | "rest";

/** From when on a mode holds, until the next begins. */
interface ModeChange {
  readonly fromS: number;
  readonly mode: Mode;
}

/** The power that a battery wants by its plan on a day, whatever it holds, tenths of W. */
export function plannedTrace(
  spec: BatterySpec,
  store: BatteryStore,
  load: LoadView,
  day: LocalDay,
): DayTrace {
  const { startS, endS } = day;
  const others = netOfSiblings(spec.plan.follows, load, day);
  const modes = modesOf(spec, store, load, day);
  const fromS: number[] = [];
  const powerDw: number[] = [];
  modes.forEach(({ fromS: beginS, mode }, place) => {
    const untilS = modes[place + 1]?.fromS ?? endS;
    let segment = segmentAt(others, beginS);
    for (let atS = beginS; atS < untilS; segment += 1) {
      const wanted = wantedDw(mode, others.powerDw[segment] ?? 0, store.fullDw);
      if (powerDw.at(-1) !== wanted) {
        fromS.push(atS);
        powerDw.push(wanted);
      }
      atS = others.fromS[segment + 1] ?? endS;
    }
  });
  return { startS, endS, fromS: Float64Array.from(fromS), powerDw: Float64Array.from(powerDw) };
}

function netOfSiblings(follows: readonly string[], load: LoadView, day: LocalDay): DayTrace {
  const traces = follows.map((loadId) => {
    const trace = load.siblingTrace(loadId, day);
    if (trace !== undefined) return trace;
    const rule = "its site has no other load of this id; correct the plan of the battery";
    throw new InvalidValueError("battery follows", loadId, rule);
  });
  return summedTrace(traces, day.startS, day.endS);
}

function wantedDw(mode: Mode, othersDw: number, fullDw: number): number {
  switch (mode) {
    case "charge":
      return fullDw;
    case "discharge":
      return -fullDw;
    case "cover":
      return 0 - Math.min(fullDw, Math.max(0, othersDw));
    case "balance":
      return Math.max(-fullDw, Math.min(fullDw, 0 - othersDw));
    case "rest":
      return 0;
    default:
      return mode satisfies never;
  }
}

/** The modes of a day, in order; the first begins with it. */
function modesOf(
  spec: BatterySpec,
  store: BatteryStore,
  load: LoadView,
  day: LocalDay,
): readonly ModeChange[] {
  const windows = windowsOf(spec, store, load, day);
  const edges = [day.startS, ...windows.flatMap(({ fromS, toS }) => [fromS, toS])]
    .filter((atS) => atS >= day.startS && atS < day.endS)
    .sort((a, b) => a - b);
  const usual = spec.plan.kind === "selfConsumption" ? "balance" : "rest";
  return [...new Set(edges)].map((fromS) => {
    const window = windows.find((one) => fromS >= one.fromS && fromS < one.toS);
    return { fromS, mode: window?.mode ?? usual };
  });
}

/** Whether a battery is filled from the grid on a day. */
export function isCalibrated({ key }: Pick<LoadView, "key">, dayIndex: number): boolean {
  const shift = mixedWord(key, STREAM.calibration, 0) % CALIBRATION_DAYS;
  return (dayIndex + shift) % CALIBRATION_DAYS === 0;
}

/** When a battery is filled from the grid, on a day on which it is; it is full in the end. */
export function calibrationOf(store: BatteryStore, day: LocalDay): Calibration {
  const fromS = day.atWall(CALIBRATION_S);
  return { fromS, toS: fromS + store.fillS };
}

/** When a battery is filled, whatever it is asked. */
export interface Calibration {
  /** Epoch s. */
  readonly fromS: number;
  /** Epoch s; on the same day. */
  readonly toS: number;
}

interface Window {
  readonly fromS: number;
  readonly toS: number;
  readonly mode: Mode;
}

/** The times of a day at which a battery does not do as usual; of several the first holds. */
function windowsOf(
  { plan }: BatterySpec,
  store: BatteryStore,
  { key }: LoadView,
  day: LocalDay,
): readonly Window[] {
  const windows: Window[] = [];
  if (isCalibrated({ key }, day.index)) {
    windows.push({ ...calibrationOf(store, day), mode: "charge" });
  }
  if (plan.kind === "selfConsumption") return windows;
  const lateS = mixedWord(key, STREAM.late, 0) % LONGEST_LATE_S;
  const add = (fromH: number, toH: number, mode: Mode) => {
    const fromS = day.atWall(Math.round(fromH * HOUR_S)) + lateS;
    const toS = day.atWall(Math.round(toH * HOUR_S)) + lateS;
    if (fromH <= toH) windows.push({ fromS, toS, mode });
    else {
      windows.push({ fromS: day.startS, toS, mode }, { fromS, toS: day.endS, mode });
    }
  };
  add(plan.chargeFromH, plan.chargeToH, "charge");
  add(plan.dischargeFromH, plan.dischargeToH, plan.follows.length > 0 ? "cover" : "discharge");
  return windows;
}
