import { resolve } from "node:path";
import { writeText } from "@ven/simulator/files";
import pc from "picocolors";
import type { CommandContext } from "../compose/command-context.ts";
import type { PowerPlot } from "../plot/power-plot.ts";
import { svgPlot } from "../plot/svg-plot.ts";
import { type TerminalColor, terminalPlot } from "../plot/terminal-plot.ts";

/** Columns where nobody says how many there are. */
const DEFAULT_WIDTH = 100;

const colors = pc.createColors(true);

/**
 * Draws a plot in an SVG file, or in the terminal: in colours if it is one, and `NO_COLOR` is not set.
 *
 * @param file - as the user named it; the terminal if it is not a text
 * @returns the file that was drawn in
 */
export async function drawPlot(
  { terminal, json }: Pick<CommandContext, "terminal" | "json">,
  plot: PowerPlot,
  file: string | true | undefined,
): Promise<string | undefined> {
  if (typeof file === "string") {
    await writeText(resolve(terminal.workingFolder, file), svgPlot(plot));
    return file;
  }
  const stream = json ? terminal.stderr : terminal.stdout;
  const { NO_COLOR: noColor, TERM: kind } = terminal.environment;
  const isColored = stream.isTTY === true && !noColor && kind !== "dumb";
  const paint = (color: TerminalColor, text: string) => colors[color](text);
  const width = stream.columns ?? DEFAULT_WIDTH;
  stream.write(`${terminalPlot(plot, { width, ...(isColored ? { paint } : {}) })}\n`);
  return undefined;
}
