/** Reports on the first page, when nothing is known of their length. */
const FIRST = 10;

/** Most that a version allows. */
const MOST = 50;

/** How long a page should be, characters: one that is read in some ms, so that nothing else waits long. */
const WANTED_LENGTH = 1_048_576;

/** Longest that two reports may be together to be asked for at once: what is read of an answer is 5 MiB. */
const LONGEST_PAIR = 4.5 * 1_048_576;

/** How many reports to ask for at once: as many as the length of those before allows. */
export class PageSize {
  #limit = FIRST;

  get limit(): number {
    return this.#limit;
  }

  /** Learns from a page. */
  learn(reportCount: number, textLength: number): void {
    if (reportCount === 0) return;
    const reportLength = textLength / reportCount;
    const fitting = Math.floor(WANTED_LENGTH / reportLength);
    // Two, if they can be read at all: a page shows by its first report whether others moved.
    const fewest = 2 * reportLength <= LONGEST_PAIR ? 2 : 1;
    this.#limit = Math.min(MOST, Math.max(fewest, fitting));
  }

  /** Asks for less after a page that was too long; down to a single report. */
  shrink(): void {
    this.#limit = Math.max(1, Math.floor(this.#limit / 2));
  }
}
