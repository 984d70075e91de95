import { describe, expect, it } from "vitest";
import { terminalPlot } from "../../src/plot/terminal-plot.ts";
import { plotted } from "../support/plotted.ts";

const day = (power: (hour: number) => number) =>
  Array.from({ length: 24 }, (_, hour) => power(hour));

describe("terminalPlot", () => {
  it("draws kinds upon one another, with axes, in the width that there is", () => {
    const text = terminalPlot(
      plotted({ home: day(() => 1_000), heat: day((hour) => (hour < 12 ? 1_000 : 0)) }),
      { width: 35 + 13, height: 4 },
    );
    expect(text.split("\n")).toEqual([
      "street, Mon 6 Jan 2025",
      "2 resources",
      "",
      `     2 kW ┤${"▓".repeat(19)}`,
      `        1 ┤${"▓".repeat(19)}`,
      `          │${"█".repeat(37)}`,
      `        0 ┤${"█".repeat(37)}`,
      `          └┴${"─".repeat(17)}┴${"─".repeat(18)}`,
      "           Mon 6 Jan         12:00",
      "",
      "█ home 24.0 kWh   ▓ heat 12.0 kWh",
      "",
    ]);
  });

  it.each([12, 20, 30, 40, 60, 80, 131, 500])("keeps to %i columns", (width) => {
    const plot = {
      ...plotted({ "kitchens-and-laundries": day((hour) => hour * 100), pv: day(() => -500) }),
      subtitle: "3 resources, 6 loads; 27.6 kWh in, 12.0 kWh out; Europe/Copenhagen",
    };
    for (const line of terminalPlot(plot, { width }).split("\n")) {
      expect([...line].length).toBeLessThanOrEqual(Math.min(240, width));
    }
  });

  it("draws exports below zero", () => {
    const text = terminalPlot(plotted({ pv: day(() => -1_000) }), { width: 60, height: 6 });
    const lines = text.split("\n").slice(3, 9);
    const zero = lines.findIndex((line) => /^ +0\b/.test(line));
    expect(zero).toBeGreaterThanOrEqual(0);
    expect(lines.filter((line) => line.includes("█")).length).toBeGreaterThan(1);
    expect(lines.slice(0, zero).join("")).not.toContain("█");
  });

  it("marks what would have been without the commands, where that differs", () => {
    const counterfactualW = Float64Array.from(day(() => 2_000));
    const plot = plotted({ home: day((hour) => (hour < 12 ? 2_000 : 500)) }, { counterfactualW });
    const text = terminalPlot(plot, { width: 60, height: 8 });
    const [top = ""] = text.split("\n").slice(3);
    expect(top).toMatch(/█{24}•{23,25}$/);
    expect(text).toContain("• without commands");
  });

  it("uses colours and eighths of cells where it may paint", () => {
    const painted: string[] = [];
    const paint = (color: string, text: string) => {
      painted.push(`${color} ${text}`);
      return text;
    };
    terminalPlot(plotted({ home: [1_000, 625], heat: [0, 0] }), { width: 50, height: 2, paint });
    expect(new Set(painted)).toEqual(new Set(["blue █", "blue ▂", "yellow █"]));
  });

  it("labels days where hours are too many", () => {
    const week = Array.from({ length: 24 * 7 }, () => 1_000);
    const text = terminalPlot(plotted({ home: week }), { width: 100 });
    for (const label of ["Mon 6 Jan", "Tue 7 Jan", "Sun 12 Jan"]) expect(text).toContain(label);
    expect(text).not.toMatch(/\d\d:00/);
  });
});
