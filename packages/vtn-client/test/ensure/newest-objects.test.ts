import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DatedObject, newestObjects, type ReadPage } from "../../src/ensure/newest-objects.ts";

/** A list of objects made one per minute, and how often it was asked. */
function listOf(objects: readonly DatedObject[]) {
  const list = {
    requestCount: 0,
    objectCount: 0,
    read: (async (skip, pageSize) => {
      const page = objects.slice(skip, skip + pageSize);
      list.requestCount += 1;
      list.objectCount += page.length;
      return page;
    }) satisfies ReadPage<DatedObject>,
  };
  return list;
}

const madeAt = (minute: number): DatedObject => ({
  createdDateTime: new Date(minute * 60_000).toISOString(),
});
const minutes = (count: number) => Array.from({ length: count }, (_, minute) => madeAt(minute));

describe("newestObjects", () => {
  it("gives all that is new, whichever end of a list that is", async () => {
    const lists = fc.record({
      count: fc.integer({ min: 0, max: 700 }),
      newCount: fc.integer({ min: 0, max: 300 }),
      isNewestFirst: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(lists, async ({ count, newCount, isNewestFirst }) => {
        const objects = minutes(count);
        const fresh = objects.slice(Math.max(0, count - newCount));
        const list = listOf(isNewestFirst ? [...objects].reverse() : objects);
        const found = await newestObjects(list.read, (count - newCount) * 60_000);
        const seen = new Set(found);
        expect(fresh.filter((object) => !seen.has(object))).toEqual([]);
        expect(found?.length).toBe(seen.size);
      }),
    );
  });

  it.each([
    ["first", true, 1],
    ["last", false, 18],
  ])("asks 9,000 objects, the newest %s, in few requests", async (_, isNewestFirst, most) => {
    const objects = minutes(9_000);
    const list = listOf(isNewestFirst ? objects.reverse() : objects);
    const found = await newestObjects(list.read, 8_990 * 60_000);
    expect(found).toEqual(expect.arrayContaining([madeAt(8_990), madeAt(8_999)]));
    expect(list.requestCount).toBeLessThanOrEqual(most);
    expect(list.objectCount).toBeLessThan(200);
  });

  it.each([
    ["in no order", (minute: number) => madeAt((minute * 7_919) % 1_000)],
    ["all at once", () => madeAt(0)],
    ["nobody says when", () => ({})],
  ])("leaves a list alone whose objects were made %s", async (_, made) => {
    const objects = Array.from({ length: 1_000 }, (_, minute) => made(minute));
    expect(await newestObjects(listOf(objects).read, 0)).toBeUndefined();
  });

  it("leaves a list alone that is in order at its beginning only", async () => {
    const objects = [...minutes(200), madeAt(3), ...minutes(220).slice(201)];
    expect(await newestObjects(listOf(objects).read, 190 * 60_000)).toBeUndefined();
  });

  it("leaves a list alone that has no end", async () => {
    const read: ReadPage<DatedObject> = async (skip, pageSize) =>
      Array.from({ length: pageSize }, (_, index) => madeAt(skip + index));
    expect(await newestObjects(read, 0)).toBeUndefined();
  });

  it("gives what somebody adds while it looks for the end", async () => {
    const objects = minutes(120);
    const list = listOf(objects);
    const read: ReadPage<DatedObject> = async (skip, pageSize) => {
      if (pageSize === 1) objects.push(...minutes(objects.length + 40).slice(objects.length));
      return list.read(skip, pageSize);
    };
    const found = await newestObjects(read, 100 * 60_000);
    expect(found).toEqual(expect.arrayContaining(objects.slice(100)));
  });
});
