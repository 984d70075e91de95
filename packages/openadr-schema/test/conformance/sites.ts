import type { Judge } from "./judge.ts";
import type { Shape } from "./shape.ts";

/** Keys and indices from a value to a part of it. */
export type Path = readonly (string | number)[];

/** A part of a valid value, and what it must be. */
export interface Site {
  readonly path: Path;
  readonly shape: Shape;
  readonly value: unknown;
  /** Whether it is a property that must be there. */
  readonly required: boolean;
  /** Whether it is part of an alternative: then a fault may make another alternative fit. */
  readonly inChoice: boolean;
}

/** Every part of a valid value, the whole first. */
export function sitesOf(shape: Shape, value: unknown, judge: Judge): readonly Site[] {
  return [...walk({ path: [], shape, value, required: false, inChoice: false }, judge)];
}

function* walk(site: Site, judge: Judge): Generator<Site> {
  yield site;
  const { shape, value, path, inChoice } = site;
  if (value === null) return;
  if (shape.kind === "object") {
    for (const [name, { shape: inner, required }] of shape.properties) {
      if (!Object.hasOwn(value as object, name)) continue;
      const part = (value as Readonly<Record<string, unknown>>)[name];
      yield* walk({ path: [...path, name], shape: inner, value: part, required, inChoice }, judge);
    }
  }
  if (shape.kind === "array") {
    for (const [index, item] of (value as readonly unknown[]).entries()) {
      const inner = { path: [...path, index], shape: shape.items, value: item };
      yield* walk({ ...inner, required: false, inChoice }, judge);
    }
  }
  if (shape.kind === "choice") {
    const option = shape.options.find(({ at }) => judge(at, value));
    if (option === undefined) throw new Error(`no option of ${shape.at} fits a valid value`);
    for (const inner of walk({ ...site, shape: option, inChoice: true }, judge)) {
      if (inner.path.length > path.length || option.kind !== "object") yield inner;
    }
  }
}

/** A copy of a value with another part at a path. */
export function withPart(value: unknown, path: Path, part: unknown): unknown {
  return changed(value, path, (parent, key) => {
    parent[key] = part;
  });
}

/** A copy of a value without the property at a path. */
export function withoutPart(value: unknown, path: Path): unknown {
  return changed(value, path, (parent, key) => {
    delete parent[key];
  });
}

function changed(
  value: unknown,
  path: Path,
  change: (parent: Record<string | number, unknown>, key: string | number) => void,
): unknown {
  const [key, ...rest] = path;
  if (key === undefined) {
    const whole: Record<string, unknown> = {};
    change(whole, "whole");
    return whole["whole"];
  }
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<
    string | number,
    unknown
  >;
  if (rest.length === 0) change(copy, key);
  else copy[key] = changed(copy[key], rest, change);
  return copy;
}
