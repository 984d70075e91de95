/** A colour by day and by night. */
export interface PlotColor {
  readonly light: string;
  readonly dark: string;
}

/** Colours of kinds, apart for people who see colours differently; as many kinds are told apart. */
export const KIND_COLORS: readonly PlotColor[] = [
  { light: "#3b7dc4", dark: "#6ea8e6" },
  { light: "#e69f2e", dark: "#f0b95a" },
  { light: "#2a9d7c", dark: "#4fc3a1" },
  { light: "#c8553d", dark: "#e8836c" },
  { light: "#8a6fc0", dark: "#b09be0" },
  { light: "#d783b1", dark: "#eaa6ca" },
  { light: "#6b8e23", dark: "#a3c45c" },
  { light: "#8c8c8c", dark: "#a9a9a9" },
];

/** What else has a colour. */
type PlotPart = "paper" | "ink" | "faint" | "grid" | "line" | "counterfactual" | "span";

/** Colours of what is no kind of load. */
export const PLOT_COLORS: Readonly<Record<PlotPart, PlotColor>> = {
  paper: { light: "#ffffff", dark: "#16181d" },
  ink: { light: "#1f2430", dark: "#e8eaf0" },
  faint: { light: "#667085", dark: "#98a2b3" },
  grid: { light: "#e4e7ec", dark: "#2b303b" },
  line: { light: "#101828", dark: "#ffffff" },
  counterfactual: { light: "#b42318", dark: "#ff8a7a" },
  span: { light: "#fdb022", dark: "#fdb022" },
};

/** Style sheet that puts the dark colours in the place of those that stand in the elements. */
export function darkStyle(): string {
  const rules = [
    ...KIND_COLORS.map(({ dark }, kind) => `.k${kind}{fill:${dark}}`),
    ...Object.entries(PLOT_COLORS).flatMap(([name, { dark }]) => [
      `.f-${name}{fill:${dark}}`,
      `.s-${name}{stroke:${dark}}`,
    ]),
  ];
  return `@media (prefers-color-scheme:dark){${rules.join("")}}`;
}
