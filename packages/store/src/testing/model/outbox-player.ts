import { strict as assert } from "node:assert";
import type { Outbox } from "../../outbox/outbox.ts";
import type { OutboxOptions } from "../../outbox/outbox-options.ts";
import type { Settlement, ShipmentPart } from "../../outbox/shipment.ts";
import type { ContractStage } from "../contract-stage.ts";
import { assertSameEntry } from "../outbox-assertions.ts";
import { readingsOf } from "../stage-readings.ts";
import { compareWithModel } from "./compare-with-model.ts";
import type { ActionFate, OutboxAction } from "./outbox-action.ts";
import type { ModelEntry, ModelShipment, OutboxModel } from "./outbox-model.ts";

type Step<K extends OutboxAction["kind"]> = OutboxAction & { readonly kind: K };

/** Plays a sequence of steps on an outbox and on its model, and compares the two after each. */
export class OutboxPlayer {
  readonly #stage: ContractStage;
  readonly #options: OutboxOptions;
  readonly #model: OutboxModel;
  #outbox: Outbox;
  #lastEntryId = 0;
  #noteCount = 0;
  #partCount = 0;

  constructor(stage: ContractStage, options: OutboxOptions, outbox: Outbox, model: OutboxModel) {
    this.#stage = stage;
    this.#options = options;
    this.#outbox = outbox;
    this.#model = model;
  }

  /** Plays one step. */
  async play(action: OutboxAction): Promise<void> {
    switch (action.kind) {
      case "append":
        await this.#append(action);
        break;
      case "peek":
        await this.#peek(action);
        break;
      case "intend":
        await this.#intend(action);
        break;
      case "settle":
        await this.#settle(action);
        break;
      case "settleAgain":
        await this.#settleAgain(action);
        break;
      case "look":
        await this.#look(action);
        break;
      case "retry":
      case "purge":
        await this.#treatDead(action);
        break;
      case "pass":
        await this.#stage.clock.advance(action.durationMs);
        break;
      case "crash":
        this.#outbox = await this.#stage.reopen(this.#outbox, this.#options);
        this.#model.crash(this.#now());
        break;
      default:
        action satisfies never;
    }
    this.#model.expire(this.#now());
    this.#lastEntryId = await compareWithModel(this.#outbox, this.#model, this.#lastEntryId);
  }

  async #append({ readings }: Step<"append">): Promise<void> {
    const entries = readings.map(({ stream, tick, count }) => readingsOf(stream, tick, { count }));
    const result = await this.#outbox.append(entries);
    const expected = { acceptedCount: 0, droppedCount: 0, duplicateCount: 0 };
    for (const entry of entries) {
      const isNew = this.#model.append(entry, this.#now());
      expected[isNew ? "acceptedCount" : "duplicateCount"] += entry.count;
    }
    assert.deepEqual({ ...result }, expected, "what append returns");
  }

  async #peek({ sink, order, limit, stream }: Step<"peek">): Promise<void> {
    const request = { sink, order, limit, ...(stream !== undefined && { stream }) };
    const read = await this.#outbox.peek(request);
    const ready = this.#model
      .ready(sink, this.#now())
      .filter(({ entry }) => stream === undefined || entry.stream === stream);
    const times = ready.map(({ entry }) => entry.atMs).toSorted((a, b) => a - b);
    if (order === "newest") times.reverse();
    // Among entries of one instant any may come first.
    assert.deepEqual(
      read.map(({ atMs }) => atMs),
      times.slice(0, limit),
      "instants that peek returns",
    );
    for (const entry of read) {
      const known = ready.find(({ entryId }) => entryId === entry.entryId);
      assert.ok(known, `${entry.key} is not ready`);
      assertSameEntry(entry, known.entry);
      assert.equal(entry.attempts, known.claims.get(sink)?.attempts, `attempts of ${entry.key}`);
    }
  }

  async #intend({ sink, picks }: Step<"intend">): Promise<void> {
    const ready = this.#model.ready(sink, this.#now());
    if (ready.length === 0) return;
    const picked = new Set(picks.map((pick) => ready[pick % ready.length] as ModelEntry));
    const streams = new Map<string, ModelEntry[]>();
    for (const entry of picked) {
      const { stream } = entry.entry;
      streams.set(stream, [...(streams.get(stream) ?? []), entry]);
    }
    const shipments = [...streams.values()].map((entries) => {
      this.#noteCount += 1;
      return { entries, note: `note ${this.#noteCount}` };
    });
    const intended = await this.#outbox.intend(
      sink,
      shipments.map(({ entries, note }) => {
        return { entryIds: entries.map(({ entryId }) => entryId ?? 0), note };
      }),
    );
    const expected = shipments.map(({ entries, note }) => this.#model.intend(sink, entries, note));
    assert.deepEqual(intended.map(factsOf), expected.map(factsOfModel), "shipments of intend");
  }

  async #settle({ sink, pick, fate }: Step<"settle">): Promise<void> {
    const open = this.#model.shipments.filter((shipment) => shipment.sink === sink);
    const shipment = open[pick % Math.max(1, open.length)];
    if (shipment === undefined) return;
    const settlement = this.#settlementOf(shipment, fate);
    await this.#outbox.settle(sink, [settlement]);
    this.#model.settle(shipment, settlement, this.#now());
  }

  async #settleAgain({ sink, pick, fate }: Step<"settleAgain">): Promise<void> {
    const open = this.#model.shipments.filter((shipment) => shipment.sink === sink);
    const ended = this.#model.ended.filter(
      ({ sink: of, shipmentId }) =>
        of === sink && open.every((shipment) => shipment.shipmentId !== shipmentId),
    );
    const shipment = ended[ended.length - 1 - (pick % Math.max(1, ended.length))];
    if (shipment === undefined) return;
    await this.#outbox.settle(sink, [this.#settlementOf(shipment, fate)]);
  }

  async #look({ sink, limit }: Step<"look">): Promise<void> {
    const found = await this.#outbox.peekIntents({ sink, limit });
    const due = this.#model.shipments.filter(
      ({ sink: of, lookAtMs }) => of === sink && lookAtMs !== undefined && lookAtMs <= this.#now(),
    );
    assert.equal(found.length, Math.min(limit, due.length), "shipments to look for");
    for (const shipment of found) {
      const known = due.find(({ shipmentId }) => shipmentId === shipment.shipmentId);
      assert.ok(known, `shipment ${shipment.shipmentId} is not to be looked for`);
      assert.deepEqual(factsOf(shipment), factsOfModel(known), "a shipment to look for");
    }
  }

  async #treatDead({ kind, sink, pick }: Step<"retry" | "purge">): Promise<void> {
    const letters = this.#model.inState(sink, "dead");
    const meant =
      pick === undefined ? letters : letters.slice(pick % Math.max(1, letters.length)).slice(0, 1);
    const entryIds = meant.map(({ entryId }) => entryId ?? 0);
    const request = pick === undefined ? { sink } : { sink, entryIds };
    const count = await this.#outbox[kind](request);
    const expected = meant.reduce((sum, { entry }) => sum + entry.count, 0);
    assert.equal(count, expected, `readings that ${kind} returns`);
    for (const entry of meant) {
      const claim = entry.claims.get(sink);
      if (kind === "purge") this.#model.dropClaim(entry, sink);
      else if (claim !== undefined) {
        entry.claims.set(sink, { ...claim, state: "pending", retryAtMs: this.#now() });
      }
    }
  }

  #settlementOf(shipment: ModelShipment, fate: ActionFate): Settlement {
    const { shipmentId } = shipment;
    switch (fate.kind) {
      case "delivered":
        return { shipmentId, kind: fate.kind };
      case "dead":
      case "dropped":
        return { shipmentId, kind: fate.kind, reason: "refused" };
      case "replaced":
        return { shipmentId, kind: fate.kind, parts: this.#partsOf(shipment, fate) };
      case "postponed":
        return { shipmentId, ...this.#later(fate), kind: fate.kind };
      case "unknown":
        this.#noteCount += 1;
        return {
          shipmentId,
          ...this.#later(fate),
          kind: fate.kind,
          ...(fate.hasNote && { note: `note ${this.#noteCount}` }),
        };
    }
  }

  #later({ delayMs }: { readonly delayMs: number }): { retryAtMs: number; reason: string } {
    return { retryAtMs: this.#now() + delayMs, reason: "503" };
  }

  /** Parts of one reading each, the last of all that is left. */
  #partsOf(
    { entries }: ModelShipment,
    { parts, delayMs }: ActionFate & { readonly kind: "replaced" },
  ): readonly ShipmentPart[] {
    const [first] = entries as [ModelEntry];
    const whole = entries.reduce((sum, { entry }) => sum + entry.count, 0);
    const states = parts.slice(0, whole);
    return states.map((state, index): ShipmentPart => {
      const count = index === states.length - 1 ? whole - index : 1;
      if (state === "dropped") return { state, count, reason: "refused" };
      this.#partCount += 1;
      const entry = { ...first.entry, key: `part ${this.#partCount}`, count };
      if (state === "pending") return { state, entry, retryAtMs: this.#now() + delayMs };
      return state === "dead" ? { state, entry, reason: "refused" } : { state, entry };
    });
  }

  #now(): number {
    return this.#stage.clock.now();
  }
}

interface ShipmentFacts {
  readonly shipmentId: number;
  readonly note: string;
  readonly attempts: number;
  readonly entryIds: readonly (number | undefined)[];
}

function factsOf(shipment: {
  readonly shipmentId: number;
  readonly note: string;
  readonly attempts: number;
  readonly entries: readonly { readonly entryId: number | undefined }[];
}): ShipmentFacts {
  const { shipmentId, note, attempts, entries } = shipment;
  return { shipmentId, note, attempts, entryIds: entries.map(({ entryId }) => entryId) };
}

function factsOfModel(shipment: ModelShipment): ShipmentFacts {
  return factsOf(shipment);
}
