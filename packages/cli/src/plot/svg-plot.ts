import { groupedKinds } from "./grouped-kinds.ts";
import type { PowerPlot } from "./power-plot.ts";
import { energyText, type PowerScale, powerScale } from "./power-scale.ts";
import { resampledPlot } from "./resampled-plot.ts";
import { type StackedPlot, stackedPlot } from "./stacked-areas.ts";
import { darkStyle, KIND_COLORS, PLOT_COLORS, type PlotColor } from "./svg-colors.ts";
import { svgNumber, svgText } from "./svg-text.ts";
import { timeMarks } from "./time-marks.ts";

const WIDTH = 1_200;
const HEIGHT = 600;
const FRAME = { left: 84, right: 920, top: 92, bottom: 532 } as const;
const FONT = "Inter, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif";

type ColorName = keyof typeof PLOT_COLORS;

/** Where powers and instants stand in the picture. */
interface Place {
  readonly plot: PowerPlot;
  readonly scale: PowerScale;
  x(atMs: number): number;
  y(powerW: number): number;
}

/**
 * Draws power over time as an SVG of 1,200 by 600 units: kinds stacked, their sum as a line, what would
 * have been without the commands as a dashed one. It needs no script, no font and nothing from elsewhere;
 * it is dark where the reader's system is. The same plot gives the same text.
 */
export function svgPlot(whole: PowerPlot): string {
  const plot = resampledPlot(groupedKinds(whole, KIND_COLORS.length), FRAME.right - FRAME.left);
  const stacked = stackedPlot(plot);
  const place = placed(plot, stacked);
  const { title, subtitle } = plot;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" font-family="${FONT}">`,
    `<title>${svgText(title)}</title><desc>${svgText(subtitle)}</desc>`,
    `<style>${darkStyle()}</style>`,
    `<rect width="${WIDTH}" height="${HEIGHT}" ${fill("paper")}/>`,
    text(FRAME.left, 40, title, { size: 22, weight: 600 }),
    text(FRAME.left, 66, subtitle, { size: 14, color: "faint" }),
    ...spans(place),
    ...powerAxis(place),
    ...stacked.areas.map(({ lowW, highW }, kind) => area(place, kind, lowW, highW)),
    ...(plot.counterfactualW === undefined ? [] : [counterfactual(place, plot.counterfactualW)]),
    // On top, so that the other line shows where they differ.
    `<path d="${line(place, stacked.totalW)}" fill="none" ${stroke("line")} stroke-width="1.6" stroke-linejoin="round"/>`,
    ...timeAxis(place),
    ...legend(place),
    "</svg>",
    "",
  ].join("\n");
}

function placed(plot: PowerPlot, { lowestW, highestW }: StackedPlot): Place {
  const scale = powerScale(lowestW, highestW, 7);
  const first = scale.marksW[0] ?? 0;
  const last = scale.marksW.at(-1) ?? 1;
  const fromMs = plot.timestampMs[0] ?? 0;
  const spanMs = plot.timestampMs.length * plot.stepMs;
  const { left, right, top, bottom } = FRAME;
  return {
    plot,
    scale,
    x: (atMs) => left + ((atMs - fromMs) / spanMs) * (right - left),
    y: (powerW) => bottom - ((powerW - first) / (last - first)) * (bottom - top),
  };
}

function powerAxis({ scale, y }: Place): string[] {
  const { left, right, top } = FRAME;
  return [
    text(left - 12, top - 14, scale.unit, { size: 13, color: "faint", anchor: "end" }),
    ...scale.marksW.flatMap((mark) => {
      const at = svgNumber(y(mark));
      const isZero = Math.abs(mark) < 1e-9;
      return [
        `<path d="M${left} ${at}H${right}" fill="none" ${stroke(isZero ? "faint" : "grid")} stroke-width="1"/>`,
        text(left - 12, y(mark) + 4.5, scale.text(mark), {
          size: 13,
          color: "faint",
          anchor: "end",
        }),
      ];
    }),
  ];
}

function timeAxis({ plot, x }: Place): string[] {
  const { bottom } = FRAME;
  return timeMarks(plot, 10).flatMap(({ atMs, label }) => {
    const at = svgNumber(x(atMs));
    return [
      `<path d="M${at} ${bottom}v6" fill="none" ${stroke("faint")} stroke-width="1"/>`,
      text(x(atMs), bottom + 24, label, { size: 13, color: "faint", anchor: "middle" }),
    ];
  });
}

function spans({ plot, x }: Place): string[] {
  const { left, right, top, bottom } = FRAME;
  return plot.spans.flatMap(({ label, fromMs, toMs }) => {
    const from = Math.max(left, x(fromMs));
    const to = Math.min(right, x(toMs));
    if (!(to > from)) return [];
    const height = bottom - top;
    return [
      `<rect x="${svgNumber(from)}" y="${top}" width="${svgNumber(to - from)}" height="${height}" ${fill("span")} fill-opacity="0.16"/>`,
      text(from + 5, top + 15, label, { size: 12, color: "faint" }),
    ];
  });
}

/** Power holds from an instant to the next, so lines go in steps. */
function steps({ plot, x, y }: Place, values: Float64Array): string {
  let path = "";
  values.forEach((value, step) => {
    const at = svgNumber(y(value));
    const until = svgNumber(x((plot.timestampMs[step] ?? 0) + plot.stepMs));
    path += `V${at}H${until}`;
  });
  return path;
}

function line(place: Place, values: Float64Array): string {
  const start = `M${FRAME.left} ${svgNumber(place.y(values[0] ?? 0))}`;
  return `${start}${steps(place, values)}`;
}

function area(place: Place, kind: number, lowW: Float64Array, highW: Float64Array): string {
  const { plot, x, y } = place;
  let back = "";
  for (let step = lowW.length - 1; step >= 0; step -= 1) {
    back += `V${svgNumber(y(lowW[step] ?? 0))}H${svgNumber(x(plot.timestampMs[step] ?? 0))}`;
  }
  return `<path d="${line(place, highW)}${back}Z" class="k${kind}" fill="${KIND_COLORS[kind]?.light}" fill-opacity="0.85"/>`;
}

function counterfactual(place: Place, values: Float64Array): string {
  return `<path d="${line(place, values)}" fill="none" ${stroke("counterfactual")} stroke-width="2" stroke-dasharray="6 4" stroke-linejoin="round"/>`;
}

function legend({ plot }: Place): string[] {
  const left = FRAME.right + 28;
  const rows = plot.kinds.map(({ kind, energyWh }, index) => {
    const color = KIND_COLORS[index] as PlotColor;
    const mark = (y: number) =>
      `<rect x="${left}" y="${y - 10}" width="12" height="12" rx="2" class="k${index}" fill="${color.light}"/>`;
    return { mark, label: kind, value: energyText(energyWh) };
  });
  const lineMark = (name: "line" | "counterfactual", dash: string) => (y: number) =>
    `<path d="M${left} ${y - 4}h12" fill="none" ${stroke(name)} stroke-width="2"${dash}/>`;
  const total = plot.kinds.reduce((sum, { energyWh }) => sum + energyWh, 0);
  rows.push({ mark: lineMark("line", ""), label: "all", value: energyText(total) });
  if (plot.counterfactualW !== undefined) {
    const hours = plot.stepMs / 3_600_000;
    const energyWh = plot.counterfactualW.reduce((sum, power) => sum + power * hours, 0);
    const mark = lineMark("counterfactual", ' stroke-dasharray="4 3"');
    rows.push({ mark, label: "without commands", value: energyText(energyWh) });
  }
  return rows.flatMap(({ mark, label, value }, row) => {
    const y = FRAME.top + 8 + row * 26;
    return [
      mark(y),
      text(left + 20, y, label, { size: 13 }),
      text(WIDTH - 24, y, value, { size: 13, color: "faint", anchor: "end" }),
    ];
  });
}

interface TextStyle {
  readonly size: number;
  readonly weight?: number;
  readonly color?: ColorName;
  readonly anchor?: "middle" | "end";
}

function text(x: number, y: number, words: string, style: TextStyle): string {
  const { size, weight, color = "ink", anchor } = style;
  const more = [
    ...(weight === undefined ? [] : [` font-weight="${weight}"`]),
    ...(anchor === undefined ? [] : [` text-anchor="${anchor}"`]),
  ].join("");
  return `<text x="${svgNumber(x)}" y="${svgNumber(y)}" font-size="${size}"${more} ${fill(color)}>${svgText(words)}</text>`;
}

function fill(name: ColorName): string {
  return `class="f-${name}" fill="${PLOT_COLORS[name].light}"`;
}

function stroke(name: ColorName): string {
  return `class="s-${name}" stroke="${PLOT_COLORS[name].light}"`;
}
