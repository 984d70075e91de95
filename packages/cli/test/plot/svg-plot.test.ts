import { describe, expect, it } from "vitest";
import { svgPlot } from "../../src/plot/svg-plot.ts";
import { PLOT_START_MS, plotted } from "../support/plotted.ts";

const HOUR_MS = 3_600_000;
const TAG = /<(\/?)([a-z]+)((?:\s+[\w:-]+="[^"<>]*")*)\s*(\/?)>/g;

/** Checks that every element is closed in its turn and no text holds what must be escaped. */
function expectWellFormed(svg: string): void {
  const open: string[] = [];
  let at = 0;
  for (const match of svg.matchAll(TAG)) {
    const [tag, closing, name = "", , alone] = match;
    expect(svg.slice(at, match.index)).not.toMatch(/[<>]|&(?!amp;|lt;|gt;|quot;)/);
    at = match.index + tag.length;
    if (closing === "/") expect(open.pop()).toBe(name);
    else if (alone !== "/") open.push(name);
  }
  expect(svg.slice(at).trim()).toBe("");
  expect(open).toEqual([]);
}

const day = (power: (hour: number) => number) =>
  Array.from({ length: 24 }, (_, hour) => power(hour));
const street = plotted({
  home: day((hour) => 800 + 100 * hour),
  pv: day((hour) => (hour > 8 && hour < 16 ? -2_500 : 0)),
});

describe("svgPlot", () => {
  it("draws well-formed SVG of a fixed size that needs nothing from elsewhere", () => {
    const svg = svgPlot(street);
    expectWellFormed(svg);
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="1200" height="600"/);
    expect(svg).not.toMatch(
      /<script|<image|<foreignObject|href|url\(|@import|on\w+="|NaN|Infinity/,
    );
    expect(svg).toContain("@media (prefers-color-scheme:dark)");
  });

  it("gives the same text for the same plot", () => {
    expect(svgPlot(street)).toBe(
      svgPlot(
        plotted({
          home: day((hour) => 800 + 100 * hour),
          pv: day((hour) => (hour > 8 && hour < 16 ? -2_500 : 0)),
        }),
      ),
    );
  });

  it("names axes, units, kinds with their energy, and hours of the local clock", () => {
    const svg = svgPlot(street);
    for (const label of ["kW", "home", "46.8 kWh", "pv", "-17.5 kWh", "all", "29.3 kWh"]) {
      expect(svg).toContain(`>${label}</text>`);
    }
    for (const label of ["Mon 6 Jan", "03:00", "12:00", "21:00", "Tue 7 Jan"]) {
      expect(svg).toContain(`>${label}</text>`);
    }
  });

  it("puts exports below zero and the sum of all where it belongs", () => {
    const svg = svgPlot(plotted({ home: [1_000, 1_000], pv: [0, -3_000] }));
    // From -3 to 1 kW over 440 units: 110 to a kilowatt, zero at 202.
    expect(svg).toContain('d="M84 92V92H502V92H920V202H502V202H84Z"');
    expect(svg).toContain('d="M84 202V202H502V202H920V532H502V202H84Z"');
    expect(svg).toContain('d="M84 92V92H502V422H920"');
  });

  it("draws what would have been without the commands, and when they were in force", () => {
    const svg = svgPlot(
      plotted(
        { home: [1_000, 0] },
        {
          counterfactualW: Float64Array.of(1_000, 1_000),
          spans: [
            { label: "shed", fromMs: PLOT_START_MS + HOUR_MS, toMs: PLOT_START_MS + 9 * HOUR_MS },
            {
              label: "never",
              fromMs: PLOT_START_MS + 5 * HOUR_MS,
              toMs: PLOT_START_MS + 9 * HOUR_MS,
            },
          ],
        },
      ),
    );
    expectWellFormed(svg);
    expect(svg).toMatch(/d="M84 92V92H502V92H920"[^>]*stroke-dasharray/);
    expect(svg).toContain('<rect x="502" y="92" width="418" height="440"');
    expect(svg).toContain(">shed</text>");
    expect(svg).not.toContain("never");
    expect(svg).toContain(">without commands</text>");
    expect(svg).toContain(">2.00 kWh</text>");
  });

  it("lets no name break out of the text", () => {
    const svg = svgPlot(
      plotted({ '</text><script>"&': [1] }, { title: `a\u0000b\n<b>${"x".repeat(200)}` }),
    );
    expectWellFormed(svg);
    expect(svg).not.toContain("<script");
    expect(svg).toContain("&lt;/text&gt;&lt;script&gt;&quot;&amp;");
  });

  it("keeps a year of minutes small by drawing means, and many kinds apart by joining the least", () => {
    const minutes = Array.from({ length: 525_600 }, (_, n) => (n % 2 === 0 ? 0 : 2_000));
    const kinds = Object.fromEntries(
      Array.from({ length: 12 }, (_, n) => [`kind ${n}`, n === 0 ? minutes : [1]]),
    );
    const svg = svgPlot({ ...plotted(kinds), stepMs: 60_000 });
    expect(svg.length).toBeLessThan(200_000);
    expect(svg).toContain(">other (5)</text>");
    expect(svg).not.toContain(">kind 8</text>");
  });

  it("draws even where nothing is drawn", () => {
    expectWellFormed(svgPlot(plotted({ home: [0, 0, 0] })));
  });
});
