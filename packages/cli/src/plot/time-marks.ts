import type { PlotDay, PowerPlot } from "./power-plot.ts";

const HOUR_S = 3_600;
const DAY_S = 86_400;
const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const MONTHS = [
  ...["Jan", "Feb", "Mar", "Apr", "May", "Jun"],
  ...["Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
];
const HOUR_STEPS = [1, 2, 3, 4, 6, 12];
const DAY_STEPS = [1, 2, 7, 14, 30, 91, 182, 365];

/** A mark of the time axis. */
export interface TimeMark {
  readonly atMs: number;
  readonly label: string;
}

/**
 * Marks of the time axis: full hours of the local clock, or midnights where the plot spans more.
 *
 * @param mostMarks - at most about so many
 */
export function timeMarks(plot: PowerPlot, mostMarks: number): readonly TimeMark[] {
  const fromMs = plot.timestampMs[0] ?? 0;
  const toMs = fromMs + plot.timestampMs.length * plot.stepMs;
  const spanS = (toMs - fromMs) / 1_000;
  const hours = HOUR_STEPS.find((step) => spanS / (step * HOUR_S) <= mostMarks);
  const days = DAY_STEPS.find((step) => spanS / (step * DAY_S) <= mostMarks) ?? 365;
  const marks: TimeMark[] = [];
  let count = 0;
  for (let day = plot.dayAt(Math.floor(fromMs / 1_000)); ; day = plot.dayAt(day.endS)) {
    if (day.startS * 1_000 > toMs) break;
    if (hours !== undefined) marks.push(...hourMarks(day, hours));
    else if (count % days === 0) marks.push({ atMs: day.startS * 1_000, label: dayLabel(day) });
    count += 1;
  }
  return marks.filter(({ atMs }) => atMs >= fromMs && atMs <= toMs);
}

/** A day for people, such as `Mon 6 Jan`. */
export function dayLabel({ weekday, dayOfMonth, month }: PlotDay): string {
  return `${WEEKDAYS[weekday]} ${dayOfMonth} ${MONTHS[month - 1]}`;
}

function hourMarks(day: PlotDay, hours: number): TimeMark[] {
  return Array.from({ length: 24 / hours }, (_, n) => {
    const hour = n * hours;
    const label = hour === 0 ? dayLabel(day) : `${String(hour).padStart(2, "0")}:00`;
    return { atMs: day.atWall(hour * HOUR_S) * 1_000, label };
  });
}
