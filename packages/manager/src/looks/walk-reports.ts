import { isVtnUnreachableError, type ReportPage } from "@ven/vtn-client";
import { PageSize } from "./page-size.ts";
import { positionsToEnd } from "./positions-to-end.ts";

/** How a {@link walkReports} went. */
export interface ReportWalk {
  /** Whether each report was shown that was there all the while. */
  readonly isComplete: boolean;
  /** How many requests it took. */
  readonly pageCount: number;
}

/** What a walk is given. */
export interface WalkSteps {
  readPage(page: { readonly skip: number; readonly limit: number }): Promise<ReportPage>;
  /** @returns whether to go on */
  visit(report: unknown): boolean;
  /** Most requests. */
  readonly maxPages: number;
}

/** How often a walk begins anew because reports seem to have moved towards its beginning. */
const MOST_PASSES = 3;

/**
 * Walks through a list of reports, page by page, while others add to it.
 *
 * Pages are numbered by position, so what stands in a list must not slip past while it is read. As
 * long as reports keep their order among themselves, those that come in can only push others on, to
 * be seen twice; only where some are taken out, or change places, may one slip past. So each page
 * begins with the last report of the page before:
 *
 * ```
 * [ a b c ]            as expected: go on behind e
 *     [ c d e ]
 *     [ b c d ]        some came in before: nothing slipped past, go on behind d
 *     [ d e f ]        c has moved or gone: perhaps others with it, begin anew
 * ```
 *
 * Most VTNs list what came last at one end, and that is what is looked for most: so in a long list the
 * end comes soon after the beginning, and the rest only where that was not all.
 *
 * The list ends with the page that brings its first report alone, so a VTN may give fewer than it is
 * asked for. A VTN whose reports have no lasting order shows that sooner or later, but not for sure.
 */
export async function walkReports(steps: WalkSteps): Promise<ReportWalk> {
  const walk = new Walk(steps);
  for (let pass = 0; pass < MOST_PASSES; pass += 1) {
    const end = await walk.pass();
    if (end !== "moved") return { isComplete: end === "complete", pageCount: walk.pageCount };
  }
  return { isComplete: false, pageCount: walk.pageCount };
}

/** How many pages are read before it is worth looking for the end. */
const PAGES_BEFORE_PEEK = 4;

/** A position that no list reaches. */
const BEYOND_ALL = 2_000_000_000;

/** How one pass ends. */
type PassEnd = "complete" | "incomplete" | "moved";

class Walk {
  pageCount = 0;
  readonly #steps: WalkSteps;
  readonly #size = new PageSize();
  /** Whether a report was too long to be read, or a page too short to show whether others moved. */
  #hasGap = false;
  #isSkipHeeded: boolean | undefined;
  #hasPeeked = false;

  constructor(steps: WalkSteps) {
    this.#steps = steps;
  }

  async pass(): Promise<PassEnd> {
    this.#hasGap = false;
    const seen = new Set<string>();
    let foremost: string | undefined;
    let last: string | undefined;
    /** Behind the last report. */
    let skip = 0;
    while (this.pageCount < this.#steps.maxPages) {
      const { limit } = this.#size;
      const overlap = last === undefined || limit === 1 ? 0 : 1;
      const page = await this.#read(skip - overlap, limit);
      if (page === undefined) {
        if (limit === 1) skip += 1;
        continue;
      }
      const { items } = page;
      const ids = items.map(idOf);
      const [first] = ids;
      if (first === undefined) return overlap === 1 ? "moved" : this.#end();
      if (overlap === 1 && first === last && items.length === 1) return this.#end();
      if (overlap === 1 && !seen.has(first)) return "moved";
      for (const item of items) if (!this.#steps.visit(item)) return "complete";
      // It begins anew. A VTN that ignores `skip` gave all unless it gave just what was asked for.
      if (first === foremost && skip > overlap && !(await this.#heedsSkip())) {
        return items.length === limit ? "incomplete" : this.#end();
      }
      for (const id of ids) seen.add(id);
      foremost ??= first;
      last = ids.at(-1);
      if (overlap === 0 && skip > 0) this.#hasGap = true;
      skip += items.length - overlap;
      const isLong = this.pageCount >= PAGES_BEFORE_PEEK && items.length >= limit;
      if (isLong && !(await this.#peekAtEnd(skip))) return "complete";
    }
    return "incomplete";
  }

  /**
   * Shows the reports at the end.
   *
   * @param count - how many there are at least
   * @returns whether to go on
   */
  async #peekAtEnd(count: number): Promise<boolean> {
    if (this.#hasPeeked) return true;
    this.#hasPeeked = true;
    const positions = positionsToEnd(count, () => this.#size.limit);
    let position = positions.next();
    while (position.done !== true && this.pageCount < this.#steps.maxPages) {
      const { skip, limit } = position.value;
      const items = (await this.#read(skip, limit))?.items ?? [];
      for (const item of items) if (!this.#steps.visit(item)) return false;
      position = positions.next(items.length > 0);
    }
    return true;
  }

  /** Whether there is nothing where no list is as long. */
  async #heedsSkip(): Promise<boolean> {
    this.#isSkipHeeded ??= (await this.#read(BEYOND_ALL, 1))?.items.length === 0;
    return this.#isSkipHeeded;
  }

  #end(): PassEnd {
    return this.#hasGap ? "incomplete" : "complete";
  }

  /** A page; `undefined` if it is longer than can be read. */
  async #read(skip: number, limit: number): Promise<ReportPage | undefined> {
    this.pageCount += 1;
    try {
      const page = await this.#steps.readPage({ skip, limit });
      this.#size.learn(page.items.length, page.textLength);
      return page;
    } catch (error) {
      if (!isVtnUnreachableError(error) || error.reason !== "ANSWER_TOO_LARGE") throw error;
      if (limit === 1) this.#hasGap = true;
      this.#size.shrink();
      return undefined;
    }
  }
}

/** What tells reports apart; 3.0.1 leaves the id optional. */
function idOf(report: unknown): string {
  const { id, reportName } = (report ?? {}) as { readonly id?: unknown; reportName?: unknown };
  if (typeof id === "string") return id;
  return typeof reportName === "string" ? reportName : "";
}
