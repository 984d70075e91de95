import { isVtnProblemError } from "../errors/vtn-problem-error.ts";

/** An object that is at the VTN now. */
export interface Ensured<Item> {
  readonly object: Item;
  /** `false` if it was there already. */
  readonly created: boolean;
}

/** How one kind of object is found and made. */
export interface EnsureSteps<Item> {
  find(): Promise<Item | undefined>;
  create(): Promise<Item>;
  /** The error of a 409 after which there still is none. */
  refused(cause: unknown): Promise<unknown>;
}

/** Looks for an object and makes it where there is none. */
export async function findOrCreate<Item>(steps: EnsureSteps<Item>): Promise<Ensured<Item>> {
  const known = await steps.find();
  return known === undefined ? createOrFind(steps) : { object: known, created: false };
}

/** Makes an object that seems to be missing; where somebody else made it (409), it is looked for. */
export async function createOrFind<Item>(steps: EnsureSteps<Item>): Promise<Ensured<Item>> {
  try {
    return { object: await steps.create(), created: true };
  } catch (error) {
    if (!isVtnProblemError(error) || error.status !== 409) throw error;
    const madeByOthers = await steps.find();
    if (madeByOthers !== undefined) return { object: madeByOthers, created: false };
    throw await steps.refused(error);
  }
}

/** The first of a search that is as wanted; what comes behind it is not read. */
export async function firstOf<Item>(
  items: AsyncIterable<Item>,
  isWanted: (item: Item) => boolean,
): Promise<Item | undefined> {
  for await (const item of items) if (isWanted(item)) return item;
  return undefined;
}
