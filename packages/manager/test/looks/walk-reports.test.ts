import { VtnUnreachableError } from "@ven/vtn-client";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { walkReports } from "../../src/looks/walk-reports.ts";

/** A VTN's list of reports, and how it answers. */
interface ListedReports {
  readonly ids: string[];
  /** What happens to the list before an answer. */
  readonly meanwhile?: (ids: string[], page: number) => void;
  readonly mostPerPage?: number;
  readonly ignores?: "skip" | "both";
  /** Characters of a report. */
  readonly length?: number;
  readonly maxPages?: number;
  readonly wanted?: string;
}

const tooLarge = () =>
  new VtnUnreachableError("GET /reports", {
    reason: "ANSWER_TOO_LARGE",
    detail: "its answer is over 5 MiB",
    isAmbiguous: true,
    isRetryable: false,
    remedy: "",
  });

async function walk(list: ListedReports) {
  const { ids, meanwhile, mostPerPage = 50, ignores, length = 100, maxPages = 1_000 } = list;
  const visited = new Set<string>();
  const limits: number[] = [];
  const walked = await walkReports({
    maxPages,
    readPage: async ({ skip, limit }) => {
      meanwhile?.(ids, limits.length);
      limits.push(limit);
      const from = ignores === undefined ? skip : 0;
      const to = from + (ignores === "both" ? ids.length : Math.min(limit, mostPerPage));
      const items = ids.slice(from, to).map((id) => ({ id }));
      if (items.length * length > 5 * 1_048_576) throw tooLarge();
      return { items, textLength: 2 + items.length * length };
    },
    visit: (report) => {
      const { id } = report as { readonly id: string };
      visited.add(id);
      return id !== list.wanted;
    },
  });
  return { ...walked, visited, limits };
}

const idsUpTo = (count: number) => Array.from({ length: count }, (_, index) => `report-${index}`);

describe("walkReports", () => {
  it("shows every report that was there all the while, whatever comes in or goes, or says that it may not", async () => {
    const changes = fc.array(
      fc.record({
        kind: fc.constantFrom("add", "remove"),
        place: fc.double({ min: 0, max: 1, noNaN: true }),
        page: fc.integer({ min: 0, max: 12 }),
      }),
      { maxLength: 40 },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 150 }),
        changes,
        fc.integer({ min: 2, max: 50 }),
        async (count, planned, mostPerPage) => {
          const removed = new Set<string>();
          let addedCount = 0;
          const { isComplete, visited } = await walk({
            ids: idsUpTo(count),
            mostPerPage,
            meanwhile: (ids, page) => {
              for (const { kind, place } of planned.filter((change) => change.page === page)) {
                const index = Math.floor(place * ids.length);
                if (kind === "add") {
                  ids.splice(index, 0, `added-${addedCount}`);
                  addedCount += 1;
                } else for (const id of ids.splice(index, 1)) removed.add(id);
              }
            },
          });
          const missed = idsUpTo(count).filter((id) => !removed.has(id) && !visited.has(id));
          expect(isComplete ? missed : []).toEqual([]);
        },
      ),
      { numRuns: 500 },
    );
  });

  it.each([
    ["before all others", (ids: string[]) => ids.unshift(`new-${ids.length}`)],
    ["behind all others", (ids: string[]) => ids.push(`new-${ids.length}`)],
    ["somewhere", (ids: string[]) => ids.splice(37, 0, `new-${ids.length}`)],
  ])("is complete while reports come in %s", async (_, add) => {
    const meanwhile = (ids: string[], page: number) => {
      if (page < 8) add(ids);
    };
    const { isComplete, visited } = await walk({ ids: idsUpTo(300), meanwhile });
    expect(isComplete).toBe(true);
    expect([...visited]).toEqual(expect.arrayContaining(idsUpTo(300)));
  });

  it("begins anew when a report before has gone, and shows the one that slipped past", async () => {
    const { isComplete, visited } = await walk({
      ids: idsUpTo(100),
      meanwhile: (ids, page) => page === 2 && ids.shift(),
    });
    expect(isComplete).toBe(true);
    expect(visited.size).toBe(100);
  });

  it("gives up on a list that never keeps still", async () => {
    const { isComplete } = await walk({
      ids: idsUpTo(400),
      meanwhile: (ids) => ids.splice(0, 2),
    });
    expect(isComplete).toBe(false);
  });

  it("ends at the report that is wanted", async () => {
    const walked = await walk({ ids: idsUpTo(300), wanted: "report-25" });
    expect(walked).toMatchObject({ isComplete: true, pageCount: 2 });
  });

  it("sees what came last soon, at whichever end that is", async () => {
    const last = await walk({ ids: idsUpTo(9_000), wanted: "report-8999", length: 128_000 });
    expect(last.isComplete).toBe(true);
    expect(last.pageCount).toBeLessThan(25);
    const first = await walk({ ids: idsUpTo(9_000), wanted: "report-3", length: 128_000 });
    expect(first).toMatchObject({ isComplete: true, pageCount: 1 });
  });

  it("is not complete when more pages than it may read are left", async () => {
    const walked = await walk({ ids: idsUpTo(300), maxPages: 3 });
    expect(walked).toMatchObject({ isComplete: false, pageCount: 3 });
  });

  it("reads on at a VTN that gives fewer than it is asked for", async () => {
    const { isComplete, visited } = await walk({ ids: idsUpTo(95), mostPerPage: 7 });
    expect([isComplete, visited.size]).toEqual([true, 95]);
  });

  it.each([
    ["gives all each time", 30, "both", true],
    ["gives all of many each time", 300, "both", true],
    ["begins anew each time, with all that there is", 30, "skip", true],
    ["begins anew each time, with a part", 300, "skip", false],
  ] as const)("knows at a VTN that %s whether that is all", async (_, count, ignores, expected) => {
    const { isComplete, visited, pageCount } = await walk({ ids: idsUpTo(count), ignores });
    expect([isComplete, visited.size === count]).toEqual([expected, expected]);
    expect(pageCount).toBeLessThan(5);
  });

  it("asks for as many reports as can be read at once", async () => {
    const long = await walk({ ids: idsUpTo(60), length: 128_000 });
    expect([long.isComplete, long.visited.size]).toEqual([true, 60]);
    expect(long.limits.slice(0, 4)).toEqual([10, 8, 8, 8]);
    const longer = await walk({ ids: idsUpTo(20), length: 1_500_000 });
    expect([longer.isComplete, longer.visited.size]).toEqual([true, 20]);
    expect(longer.limits.slice(0, 4)).toEqual([10, 5, 2, 2]);
    const short = await walk({ ids: idsUpTo(200) });
    expect(Math.max(...short.limits)).toBe(50);
  });

  it("sees reports that can be read only one by one, but does not know whether it missed one", async () => {
    const ids = idsUpTo(6);
    const { isComplete, visited } = await walk({ ids, length: 4_000_000 });
    expect([isComplete, visited.size]).toEqual([false, 6]);
    const tooLong = await walk({ ids, length: 6_000_000 });
    expect([tooLong.isComplete, tooLong.visited.size]).toEqual([false, 0]);
  });
});
