import type { z } from "zod";

/** One place where a value breaks a schema. */
export interface SchemaIssue {
  /** Where, such as `intervals[0].payloads[0].type`; `(whole)` for the value itself. */
  readonly path: string;
  /** What the schema asks for. */
  readonly rule: string;
  /** What was there, if zod tells. */
  readonly value?: unknown;
}

/** Most issues that are told of one value. */
const MOST_ISSUES = 20;

/**
 * Turns a zod error into lines for people: path and rule of each issue, at most 20. Of several
 * alternatives, none of which fits, the one that comes closest tells what is wrong.
 */
export function schemaIssues(error: z.core.$ZodError): readonly SchemaIssue[] {
  const told: SchemaIssue[] = [];
  for (const issue of leavesOf(error.issues, [])) {
    told.push({
      path: pathText(issue.path),
      rule: issue.message,
      ...(issue.input === undefined ? {} : { value: issue.input }),
    });
    if (told.length === MOST_ISSUES) break;
  }
  return told;
}

type Issue = z.core.$ZodIssue;
type Leaf = Pick<Issue, "path" | "message" | "input">;

function* leavesOf(issues: readonly Issue[], above: readonly PropertyKey[]): Generator<Leaf> {
  for (const issue of issues) {
    const path = [...above, ...issue.path];
    if (issue.code !== "invalid_union") {
      yield { path, message: issue.message, input: issue.input };
      continue;
    }
    const rule = jointRule(issue);
    if (rule !== undefined) yield { ...rule, path: [...path, ...rule.path], input: issue.input };
    else yield* leavesOf(closest(issue.errors), path);
  }
}

/** What all alternatives ask for together, if they fail in one and the same place. */
function jointRule(issue: z.core.$ZodIssueInvalidUnion): Omit<Leaf, "input"> | undefined {
  const { errors } = issue;
  if (errors.length === 0) {
    const options = "options" in issue ? (issue.options ?? []) : [];
    const rule = options.length > 0 ? oneOf(options) : issue.message;
    return { path: [], message: rule };
  }
  const types = errors.map((branch) => branch.find(isOtherType));
  if (types.every((type) => type !== undefined)) {
    const names = [...new Set(types.map(({ expected }) => expected))];
    const most = names.slice(0, -1).join(", ");
    return { path: [], message: `Invalid input: expected ${most && `${most} or `}${names.at(-1)}` };
  }
  const tags = errors.map((branch) => branch.find(isOtherTag));
  const [first] = tags;
  if (first !== undefined && tags.every((tag) => tag?.path[0] === first.path[0])) {
    const values = new Set(tags.flatMap((tag) => tag?.values ?? []));
    return { path: first.path, message: oneOf([...values]) };
  }
  return undefined;
}

function oneOf(values: readonly unknown[]): string {
  return `Invalid option: expected one of ${values.map((value) => JSON.stringify(value)).join("|")}`;
}

/**
 * The issues of the alternative that a value was most likely meant to be: of its type, named by its
 * `objectType`, with the fewest properties amiss. The first of several such, since a schema lists
 * the likeliest first.
 */
function closest(branches: readonly (readonly Issue[])[]): readonly Issue[] {
  const distances = branches.map(distance);
  const nearest = Math.min(...distances);
  return branches[distances.indexOf(nearest)] ?? [];
}

function distance(branch: readonly Issue[]): number {
  if (branch.some(isOtherType)) return Number.POSITIVE_INFINITY;
  const amiss = branch.filter(({ path }) => path.length === 1).length;
  // More than the properties of any object.
  return branch.some(isOtherTag) ? 1_000_000 + amiss : amiss;
}

/** Whether the value is of another type as a whole. */
function isOtherType(issue: Issue): issue is z.core.$ZodIssueInvalidType {
  return issue.code === "invalid_type" && issue.path.length === 0;
}

/** Whether a property such as `objectType` says that the value is something else. */
function isOtherTag(issue: Issue): issue is z.core.$ZodIssueInvalidValue {
  return issue.code === "invalid_value" && issue.path.length === 1;
}

function pathText(path: readonly PropertyKey[]): string {
  if (path.length === 0) return "(whole)";
  return path
    .map((key, depth) =>
      typeof key === "number" ? `[${key}]` : `${depth === 0 ? "" : "."}${String(key)}`,
    )
    .join("");
}
