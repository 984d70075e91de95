import { Draws } from "@ven/core";
import type { LoadView } from "../models/load-model.ts";
import type { CommandAction } from "./command.ts";
import type { CommandSpan } from "./command-span.ts";
import { foremostSpans } from "./foremost-spans.ts";

/** What a load does about all commands in force at a time, its people's will included. */
export interface Directive {
  /** How much is to be done without: 0 nothing, 3 all that can be. */
  readonly shedLevel: 0 | 1 | 2 | 3;
  /** Most power, W; infinite if there is no limit. */
  readonly limitW: number;
  /** Temperature to keep, degrees Celsius; `undefined` for the usual one. */
  readonly setpointC: number | undefined;
  /** Difference from the usual temperature, K. */
  readonly offsetK: number;
  /** Power to charge (above 0) or discharge with, W; `undefined` if that is the load's own choice. */
  readonly dispatchW: number | undefined;
}

/** A time during which one {@link Directive} holds. */
export interface DirectiveSpan {
  /** Epoch s, whole. */
  readonly fromS: number;
  /** Epoch s, whole, or infinite. Do not look at it before it comes. */
  readonly toS: number;
  readonly directive: Directive;
}

/** What holds when nothing is asked. */
export const NO_DIRECTIVE: Directive = {
  shedLevel: 0,
  limitW: Number.POSITIVE_INFINITY,
  setpointC: undefined,
  offsetK: 0,
  dispatchW: undefined,
};

/** Never reuse a number. */
const STREAM = { obedience: 8_001, price: 8_002 } as const;

/** Prices, as multiples of the usual one, from which on people shed at levels 1, 2 and 3. */
const PRICE_STEPS = [1.5, 2.5, 4] as const;

const draws = new Draws();

/**
 * What a load does about commands, over time: who opts out, at once or later, and after what delay the
 * others follow, is drawn for each load and command. Of several of one kind the lowest priority number
 * is obeyed, among equals the one that began last. Times at which nothing holds are left out.
 */
export function directivesOf(
  load: LoadView,
  commands: readonly CommandSpan[],
): readonly DirectiveSpan[] {
  const obeyed = commands
    .map((command) => obeyedSpan(load, command))
    .filter((span) => span !== undefined);
  const edges = [...new Set(obeyed.flatMap(({ fromS, toS }) => [fromS, toS]))].sort(
    (a, b) => a - b,
  );
  const foremost = new Map(
    [...new Set(obeyed.map(({ action }) => action.kind))].map((kind) => [
      kind,
      foremostSpans(
        obeyed.filter(({ action }) => action.kind === kind),
        edges,
      ),
    ]),
  );
  const spans: DirectiveSpan[] = [];
  edges.slice(0, -1).forEach((fromS, place) => {
    const actions = [...foremost.values()]
      .map((spansOfKind) => spansOfKind[place]?.action)
      .filter((action) => action !== undefined);
    const toS = edges[place + 1] ?? Number.POSITIVE_INFINITY;
    if (actions.length > 0) spans.push({ fromS, toS, directive: directiveOf(load, actions) });
  });
  return spans;
}

/**
 * The {@link Directive} at an instant.
 *
 * @param spans - by time, as {@link directivesOf} gives them
 * @param atS - epoch s
 */
export function directiveAt(spans: readonly DirectiveSpan[], atS: number): Directive {
  const span = spans[firstEndingAfter(spans, atS)];
  return span !== undefined && span.fromS <= atS ? span.directive : NO_DIRECTIVE;
}

/** The place of the first of some spans, by time, that ends after an instant; their number if none does. */
export function firstEndingAfter(
  spans: readonly Pick<DirectiveSpan, "toS">[],
  atS: number,
): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.toS ?? Number.POSITIVE_INFINITY) <= atS) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** From when until when a load obeys a command; `undefined` if never. */
function obeyedSpan(load: LoadView, command: CommandSpan): CommandSpan | undefined {
  const { optOutShare, optOutPerHour, longestDelayS } = load.surroundings.people;
  draws.startAt(load.key, STREAM.obedience, command.key.low);
  const isOut = draws.uniform() < optOutShare;
  const fromS = command.fromS + Math.floor(draws.uniform() * longestDelayS);
  const patienceS =
    optOutPerHour > 0
      ? (-Math.log(1 - draws.uniform()) / optOutPerHour) * 3_600
      : Number.POSITIVE_INFINITY;
  const toS = Math.min(command.toS, fromS + Math.ceil(patienceS));
  return isOut || toS <= fromS ? undefined : { ...command, fromS, toS };
}

/** @param actions - one of each kind at most */
function directiveOf(load: LoadView, actions: readonly CommandAction[]): Directive {
  const chosen = <Kind extends CommandAction["kind"]>(kind: Kind) =>
    actions.find((action) => action.kind === kind) as
      | Extract<CommandAction, { kind: Kind }>
      | undefined;
  const shedLevel = Math.max(chosen("shed")?.level ?? 0, priceLevel(load, chosen("price")?.perKwh));
  return {
    shedLevel: shedLevel as Directive["shedLevel"],
    limitW: chosen("powerLimit")?.limitW ?? Number.POSITIVE_INFINITY,
    setpointC: chosen("setpoint")?.temperatureC,
    offsetK: chosen("setpointOffset")?.offsetK ?? 0,
    dispatchW: chosen("dispatch")?.powerW,
  };
}

/** How much the people of a site shed at a price: some never look at it, and the others differ. */
function priceLevel({ siteKey, surroundings }: LoadView, perKwh: number | undefined): number {
  if (perKwh === undefined) return 0;
  const { usualPricePerKwh, priceWatchers } = surroundings.people;
  draws.startAt(siteKey, STREAM.price, 0);
  if (draws.uniform() >= priceWatchers) return 0;
  const ratio = (perKwh / usualPricePerKwh) * draws.between(0.8, 1.25);
  return PRICE_STEPS.filter((step) => ratio >= step).length;
}
