import fc from "fast-check";

/** One reading to be appended: which of a few streams, at which tick, how many. */
export interface ActionReading {
  readonly stream: string;
  readonly tick: number;
  readonly count: number;
}

/** What becomes of a shipment in an action. */
export type ActionFate =
  | { readonly kind: "delivered" }
  | { readonly kind: "dead" }
  | { readonly kind: "dropped" }
  | { readonly kind: "postponed"; readonly delayMs: number }
  | { readonly kind: "unknown"; readonly delayMs: number; readonly hasNote: boolean }
  | { readonly kind: "replaced"; readonly parts: readonly ActionPart[]; readonly delayMs: number };

/** A part of a shipment that is cut up. */
export type ActionPart = "pending" | "dead" | "delivered" | "dropped";

/** One step of a random sequence. Numbers named `pick` choose among what there is, by remainder. */
export type OutboxAction =
  | { readonly kind: "append"; readonly readings: readonly ActionReading[] }
  | {
      readonly kind: "peek";
      readonly sink: string;
      readonly order: "newest" | "oldest";
      readonly limit: number;
      readonly stream: string | undefined;
    }
  | { readonly kind: "intend"; readonly sink: string; readonly picks: readonly number[] }
  | {
      readonly kind: "settle";
      readonly sink: string;
      readonly pick: number;
      readonly fate: ActionFate;
    }
  | {
      /** Says what became of a shipment that is not intended any more. */
      readonly kind: "settleAgain";
      readonly sink: string;
      readonly pick: number;
      readonly fate: ActionFate;
    }
  | { readonly kind: "look"; readonly sink: string; readonly limit: number }
  | {
      readonly kind: "retry" | "purge";
      readonly sink: string;
      /** All dead letters if there is none. */
      readonly pick: number | undefined;
    }
  | { readonly kind: "pass"; readonly durationMs: number }
  | { readonly kind: "crash" };

const stream = fc.constantFrom("Herning", "Vejle", "Ribe");
const pick = fc.nat(7);
const delayMs = fc.constantFrom(0, 1000, 60_000);

const reading = fc.record({
  stream,
  tick: fc.integer({ min: 0, max: 12 }),
  count: fc.integer({ min: 1, max: 4 }),
});

const delivered: fc.Arbitrary<ActionFate> = fc.record({ kind: fc.constant("delivered") });

const fate: fc.Arbitrary<ActionFate> = fc.oneof(
  delivered,
  fc.record({ kind: fc.constant("dead") }),
  fc.record({ kind: fc.constant("dropped") }),
  fc.record({ kind: fc.constant("postponed"), delayMs }),
  fc.record({ kind: fc.constant("unknown"), delayMs, hasNote: fc.boolean() }),
  fc.record({
    kind: fc.constant("replaced"),
    parts: fc.array(fc.constantFrom("pending", "dead", "delivered", "dropped"), {
      minLength: 1,
      maxLength: 4,
    }),
    delayMs,
  }),
);

/**
 * Sequences of steps on an outbox.
 *
 * @param sinks - names of its sinks
 * @param canCrash - whether the process may end in between
 */
export function outboxActions(
  sinks: readonly string[],
  canCrash: boolean,
): fc.Arbitrary<readonly OutboxAction[]> {
  const sink = fc.constantFrom(...sinks);
  const action: fc.Arbitrary<OutboxAction> = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant("append"),
        readings: fc.array(reading, { maxLength: 6 }),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant("peek"),
        sink,
        order: fc.constantFrom("newest", "oldest"),
        limit: fc.integer({ min: 1, max: 6 }),
        stream: fc.option(stream, { nil: undefined }),
      }),
    },
    {
      weight: 5,
      arbitrary: fc.record({
        kind: fc.constant("intend"),
        sink,
        picks: fc.array(pick, { minLength: 1, maxLength: 5 }),
      }),
    },
    { weight: 6, arbitrary: fc.record({ kind: fc.constant("settle"), sink, pick, fate }) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant("settleAgain"),
        sink,
        pick,
        fate: fc.oneof(delivered, fate),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant("look"),
        sink,
        limit: fc.integer({ min: 1, max: 3 }),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constantFrom("retry", "purge"),
        sink,
        pick: fc.option(pick, { nil: undefined }),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant("pass"),
        durationMs: fc.constantFrom(1, 1000, 60_000, 300_000),
      }),
    },
    { weight: canCrash ? 1 : 0, arbitrary: fc.record({ kind: fc.constant("crash") }) },
  );
  return fc.array(action, { minLength: 1, maxLength: 40, size: "max" });
}
