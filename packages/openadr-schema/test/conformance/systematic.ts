import { edgesAt } from "./edges.ts";
import { type Fault, faultsAt } from "./faults.ts";
import type { Judge } from "./judge.ts";
import { samplesOf } from "./samples.ts";
import type { Shape } from "./shape.ts";
import { sitesOf } from "./sites.ts";

/** Values of one shape that reach every part of it. */
export interface Systematic {
  /** Valid values. */
  readonly samples: readonly unknown[];
  /** Valid values at the edges of what is allowed. */
  readonly edges: readonly unknown[];
  readonly faults: readonly Fault[];
}

/** Samples of a shape, and every edge and every fault at every part of them. */
export function systematic(shape: Shape, judge: Judge): Systematic {
  const samples = samplesOf(shape);
  const edges: unknown[] = [];
  const faults: Fault[] = [];
  const known = new Set<string>();
  for (const sample of samples) {
    for (const site of sitesOf(shape, sample, judge)) {
      const part = `${site.path.join("/")} ${site.shape.at}`;
      if (known.has(part)) continue;
      known.add(part);
      edges.push(...edgesAt(sample, site));
      faults.push(...faultsAt(sample, site));
    }
  }
  return { samples, edges, faults };
}
