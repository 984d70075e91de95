/** A benchmark: one file in `benches/`, exported as `bench`. */
export interface Bench {
  /** One line on what is measured and how. */
  readonly about: string;
  /** How many rounds the medians are of. */
  readonly rounds: number;
  /** What medians must not fall short of, or exceed, by name. @defaultValue none */
  readonly floors?: Readonly<Record<string, Floor>>;
  /** Runs one round. Every round gives the same figures, by name; each name ends in its unit. */
  run(round: number): Promise<Readonly<Record<string, number>>>;
}

/** What one figure must be. */
export type Floor = { readonly least: number } | { readonly most: number };
