import { mixedWord, type TextKey } from "@ven/core";
import {
  type Directive,
  type DirectiveSpan,
  directiveAt,
} from "../../demand-response/directive.ts";
import { STREAM } from "./stream.ts";

/** Share of what people begin or have on that they do without, at each shed level. */
const RESTRAINT = [0, 0.06, 0.12, 0.25] as const;

/** How long people do without something, s: each thing its own time within this. */
const LEAST_PATIENCE_S = 1_800;
const MOST_PATIENCE_S = 4 * 3_600;

/** How long laundry and dishes wait at most, s: each its own time within this. */
const LEAST_WAIT_S = 12 * 3_600;
const MOST_WAIT_S = 24 * 3_600;

/** A time in which people do with less. */
interface Restraint {
  readonly fromS: number;
  readonly toS: number;
  readonly level: Directive["shedLevel"];
  /** When they began to, with less or more of it since; epoch s. */
  readonly sinceS: number;
}

/** What the people of one home do about what is asked of them. */
export class HomeResponse {
  readonly #key: TextKey;
  readonly #directives: readonly DirectiveSpan[];
  readonly #restraints: readonly Restraint[];
  readonly #restartSpreadS: number;

  constructor(key: TextKey, directives: readonly DirectiveSpan[], restartSpreadS: number) {
    this.#key = { high: key.high, low: key.low };
    this.#directives = directives;
    this.#restraints = restraintsOf(directives);
    this.#restartSpreadS = restartSpreadS;
  }

  /**
   * When something that can wait is begun: at once, or some time after it may be, but in the end anyway.
   *
   * @param stream - of the appliance, so that each has its own chance
   * @param atS - when it would have been begun, epoch s
   * @param peakW - what it draws at most
   */
  startOf(stream: number, atS: number, peakW: number): number {
    const waitShare = mixedWord(this.#key, STREAM.patience + stream, atS) / 0x1_0000_0000;
    const lastS = atS + LEAST_WAIT_S + Math.floor((MOST_WAIT_S - LEAST_WAIT_S) * waitShare);
    let startS = atS;
    for (const { fromS, toS, directive } of this.#directives) {
      if (startS < fromS || startS >= toS || !mustWait(directive, peakW)) continue;
      startS = toS;
      // What is asked next without a gap may be to wait on: then nobody begins yet.
      const next = directiveAt(this.#directives, startS);
      if (startS < lastS && mustWait(next, peakW)) continue;
      const word = mixedWord(this.#key, STREAM.restart + stream, atS);
      startS += Math.floor((word / 0x1_0000_0000) * this.#restartSpreadS);
    }
    return Math.min(startS, lastS);
  }

  /**
   * The parts of a time of use that people do not do without.
   *
   * @param keep - takes each
   */
  keep(fromS: number, toS: number, keep: (fromS: number, toS: number) => void): void {
    const word = mixedWord(this.#key, STREAM.restraint, Math.round(fromS));
    const chance = (word & 0xffff) / 0x10000;
    const patience = (word >>> 16) / 0x10000;
    const patienceS = LEAST_PATIENCE_S + (MOST_PATIENCE_S - LEAST_PATIENCE_S) * patience;
    let atS = fromS;
    for (const restraint of this.#restraints) {
      if (chance >= RESTRAINT[restraint.level]) continue;
      const offS = Math.max(atS, restraint.fromS);
      const onS = Math.min(toS, restraint.toS, restraint.sinceS + patienceS);
      if (onS <= offS) continue;
      if (offS > atS) keep(atS, offS);
      atS = onS;
    }
    if (toS > atS) keep(atS, toS);
  }
}

function mustWait({ shedLevel, limitW }: Directive, peakW: number): boolean {
  return shedLevel > 0 || limitW < peakW;
}

function restraintsOf(directives: readonly DirectiveSpan[]): readonly Restraint[] {
  const restraints: Restraint[] = [];
  for (const { fromS, toS, directive } of directives) {
    if (directive.shedLevel === 0) continue;
    const last = restraints.at(-1);
    const sinceS = last !== undefined && last.toS === fromS ? last.sinceS : fromS;
    restraints.push({ fromS, toS, level: directive.shedLevel, sinceS });
  }
  return restraints;
}
