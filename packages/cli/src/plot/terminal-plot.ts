import { groupedKinds } from "./grouped-kinds.ts";
import type { PowerPlot } from "./power-plot.ts";
import { energyText, type PowerScale, powerScale } from "./power-scale.ts";
import { resampledPlot } from "./resampled-plot.ts";
import { type StackedPlot, stackedPlot } from "./stacked-areas.ts";
import { timeMarks } from "./time-marks.ts";

const NARROWEST = 12;
const WIDEST = 240;
const LABEL_WIDTH = 9;

/** How full a cell is, in eighths from below. */
const EIGHTHS = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];

/** Where there are no colours, kinds differ by what fills them. */
const FILLS = ["█", "▓", "▒", "░", "#", "+", ":", "."];
const COLORS = ["blue", "yellow", "green", "red", "magenta", "cyan", "white", "gray"] as const;
const COUNTERFACTUAL = "•";

/** Colour of a kind in a terminal. */
export type TerminalColor = (typeof COLORS)[number];

/** How a plot fits a terminal. */
export interface TerminalPlotOptions {
  /** Columns of the terminal; 12 to 240 are used. */
  readonly width: number;
  /** Lines of the picture, without title and legend. @defaultValue 16 */
  readonly height?: number;
  /** Puts text into a colour; kinds differ by their filling if left out. */
  readonly paint?: (color: TerminalColor, text: string) => string;
}

/** Draws power over time with block characters: kinds stacked, exports below zero. */
export function terminalPlot(whole: PowerPlot, options: TerminalPlotOptions): string {
  const width = Math.min(WIDEST, Math.max(NARROWEST, Math.floor(options.width)));
  const columns = width - LABEL_WIDTH - 2;
  const plot = resampledPlot(groupedKinds(whole, COLORS.length), columns);
  const stacked = stackedPlot(plot);
  const { height = 16, paint } = options;
  const scale = powerScale(
    stacked.lowestW,
    stacked.highestW,
    Math.max(3, Math.floor(height / 2.5)),
  );
  const grid = new Grid(plot, stacked, scale, { columns, height });
  const lines = [
    ...foldedLines(plot.title, width),
    ...foldedLines(plot.subtitle, width),
    "",
    ...Array.from({ length: height }, (_, row) => grid.line(row, paint)),
    ...timeLines(plot, columns),
    "",
    ...legendLines(plot, width, paint),
  ];
  return `${lines.map((line) => line.trimEnd()).join("\n")}\n`;
}

type Paint = TerminalPlotOptions["paint"];

/** Cells of the picture; row 0 is the topmost. */
class Grid {
  readonly #plot: PowerPlot;
  readonly #stacked: StackedPlot;
  readonly #scale: PowerScale;
  readonly #columns: number;
  readonly #topW: number;
  readonly #rowW: number;

  constructor(
    plot: PowerPlot,
    stacked: StackedPlot,
    scale: PowerScale,
    size: { readonly columns: number; readonly height: number },
  ) {
    this.#plot = plot;
    this.#stacked = stacked;
    this.#scale = scale;
    this.#columns = size.columns;
    this.#topW = scale.marksW.at(-1) ?? 1;
    this.#rowW = (this.#topW - (scale.marksW[0] ?? 0)) / size.height;
  }

  line(row: number, paint: Paint): string {
    let text = "";
    for (let column = 0; column < this.#columns; column += 1)
      text += this.#cell(row, column, paint);
    const bottomW = this.#topW - (row + 1) * this.#rowW;
    const mark = this.#scale.marksW.find(
      (at) => at >= bottomW - this.#rowW / 2 && at < bottomW + this.#rowW / 2,
    );
    const unit = row === 0 ? ` ${this.#scale.unit}` : "";
    const shown = row === 0 && mark === undefined ? this.#topW : mark;
    const label = shown === undefined ? "" : `${this.#scale.text(shown)}${unit}`;
    const axis = mark === undefined && row > 0 ? "│" : "┤";
    return `${label.padStart(LABEL_WIDTH)} ${axis}${text}`;
  }

  #cell(row: number, column: number, paint: Paint): string {
    const step = Math.floor((column / this.#columns) * this.#plot.timestampMs.length);
    const highW = this.#topW - row * this.#rowW;
    const lowW = highW - this.#rowW;
    const expectedW = this.#plot.counterfactualW?.[step];
    const differs = Math.abs((expectedW ?? 0) - (this.#stacked.totalW[step] ?? 0)) > this.#rowW / 2;
    if (expectedW !== undefined && differs && expectedW > lowW && expectedW <= highW) {
      return COUNTERFACTUAL;
    }
    let most = 0;
    let kind = -1;
    let filled = 0;
    let isBelowZero = false;
    this.#stacked.areas.forEach((area, index) => {
      const from = Math.max(lowW, area.lowW[step] ?? 0);
      const to = Math.min(highW, area.highW[step] ?? 0);
      if (to <= from) return;
      filled += to - from;
      if (to - from > most) {
        most = to - from;
        kind = index;
        isBelowZero = from < 0;
      }
    });
    if (kind < 0) return " ";
    const share = filled / this.#rowW;
    if (paint === undefined) return share < 0.5 ? " " : (FILLS[kind] ?? "█");
    // There are no characters that fill from above.
    const eighths = isBelowZero ? (share < 0.5 ? 0 : 8) : Math.round(share * 8);
    return eighths === 0 ? " " : paint(COLORS[kind] ?? "gray", EIGHTHS[eighths] ?? "█");
  }
}

function timeLines(plot: PowerPlot, columns: number): string[] {
  const fromMs = plot.timestampMs[0] ?? 0;
  const spanMs = plot.timestampMs.length * plot.stepMs;
  const axis = new Array<string>(columns).fill("─");
  let labels = "";
  for (const { atMs, label } of timeMarks(plot, Math.max(2, Math.floor(columns / 12)))) {
    const at = Math.floor(((atMs - fromMs) / spanMs) * columns);
    if (at >= columns) continue;
    axis[at] = "┴";
    if (at >= labels.length + (labels === "" ? 0 : 1) && at + label.length <= columns) {
      labels = `${labels.padEnd(at)}${label}`;
    }
  }
  const margin = " ".repeat(LABEL_WIDTH + 1);
  return [`${margin}└${axis.join("")}`, `${margin} ${labels}`];
}

/** A text in lines of whole words; words that are longer than a line are cut. */
function foldedLines(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else lines.push(word.slice(0, width));
  }
  return lines;
}

function legendLines(plot: PowerPlot, width: number, paint: Paint): string[] {
  const entries = plot.kinds.map(({ kind, energyWh }, index) => {
    const words = `${kind.slice(0, 24)} ${energyText(energyWh)}`.slice(0, width - 2);
    const mark = paint === undefined ? FILLS[index] : paint(COLORS[index] ?? "gray", "█");
    return { text: `${mark} ${words}`, length: words.length + 2 };
  });
  if (plot.counterfactualW !== undefined) {
    const words = "without commands".slice(0, width - 2);
    entries.push({ text: `${COUNTERFACTUAL} ${words}`, length: words.length + 2 });
  }
  const lines: string[] = [];
  let line = "";
  let length = 0;
  for (const entry of entries) {
    if (length > 0 && length + 3 + entry.length > width) {
      lines.push(line);
      line = "";
      length = 0;
    }
    const gap = length === 0 ? 0 : 3;
    line += `${" ".repeat(gap)}${entry.text}`;
    length += gap + entry.length;
  }
  return [...lines, line];
}
