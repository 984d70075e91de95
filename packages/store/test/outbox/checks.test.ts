import { isInvalidValueError } from "@ven/core";
import { describe, expect, it } from "vitest";
import { checkEntries } from "../../src/outbox/check-entries.ts";
import { checkOutboxOptions } from "../../src/outbox/check-outbox-options.ts";
import {
  checkDeadLetterRequest,
  checkListRequest,
  checkMark,
  checkPeekRequest,
  checkSink,
} from "../../src/outbox/check-requests.ts";
import {
  checkIntendedShipments,
  checkPartsAddUp,
  checkSettlements,
  keptReason,
} from "../../src/outbox/check-shipments.ts";
import type { NewOutboxEntry } from "../../src/outbox/outbox-entry.ts";
import type { OutboxOptions } from "../../src/outbox/outbox-options.ts";
import type { Settlement } from "../../src/outbox/shipment.ts";

const good: NewOutboxEntry = {
  key: "Herning/1",
  kind: "readings/1",
  stream: "Herning",
  atMs: 1,
  count: 12,
  bytes: new Uint8Array(4),
  shared: { key: "names", bytes: new Uint8Array(1) },
};

/** The thing that the error names, or "" if there was none. */
function subjectOf(check: () => void): string {
  try {
    check();
    return "";
  } catch (error) {
    if (!isInvalidValueError(error)) throw error;
    return error.subject;
  }
}

describe("checks of entries", () => {
  it("pass entries at the ends of their ranges", () => {
    const least = { ...good, key: "k", kind: "k", stream: "s", atMs: 0, count: 1 };
    const most = {
      ...good,
      key: "k".repeat(256),
      kind: "k".repeat(64),
      stream: "s".repeat(128),
      bytes: new Uint8Array(16 * 1_048_576),
      shared: { key: "s".repeat(128), bytes: new Uint8Array(0) },
    };
    expect(() => checkEntries([least, most])).not.toThrow();
  });

  it.each<[string, Record<string, unknown>]>([
    ["key", { key: "" }],
    ["key", { key: "k".repeat(257) }],
    ["kind", { kind: "k".repeat(65) }],
    ["stream", { stream: "s".repeat(129) }],
    ["stream", { stream: 7 }],
    ["atMs", { atMs: Number.NaN }],
    ["atMs", { atMs: -1 }],
    ["count", { count: 0 }],
    ["count", { count: 1.5 }],
    ["bytes", { bytes: "text" }],
    ["bytes: length", { bytes: new Uint8Array(16 * 1_048_576 + 1) }],
    ["shared", { shared: null }],
    ["shared.key", { shared: { key: "", bytes: new Uint8Array(1) } }],
    ["shared.bytes", { shared: { key: "k", bytes: [] } }],
  ])("name %s of the entry that breaks its rule", (name, change) => {
    const bad = { ...good, ...change } as NewOutboxEntry;
    expect(subjectOf(() => checkEntries([good, bad]))).toBe(`entries[1].${name}`);
  });
});

describe("checks of requests", () => {
  it("name the sinks there are, and the one that was likely meant", () => {
    expect(() => checkSink("inflx", ["vtn", "influx"])).toThrow(
      'sink "inflx" is not valid: did you mean "influx"? this outbox has vtn, influx',
    );
  });

  it("refuse what is out of range", () => {
    const peek = { sink: "vtn", order: "newest", limit: 1 } as const;
    expect(subjectOf(() => checkPeekRequest({ ...peek, limit: 10_001 }))).toBe("limit");
    expect(subjectOf(() => checkPeekRequest({ ...peek, limit: 0 }))).toBe("limit");
    expect(subjectOf(() => checkPeekRequest({ ...peek, order: "any" as "newest" }))).toBe("order");
    expect(subjectOf(() => checkPeekRequest({ ...peek, stream: "" }))).toBe("stream");
    const list = { sink: "vtn", state: "dead", limit: 1 } as const;
    expect(subjectOf(() => checkListRequest({ ...list, state: "gone" as "dead" }))).toBe("state");
    expect(subjectOf(() => checkListRequest({ ...list, afterEntryId: -1 }))).toBe("afterEntryId");
    expect(subjectOf(() => checkDeadLetterRequest({ sink: "vtn", entryIds: [0] }))).toBe(
      "entryIds",
    );
    expect(subjectOf(() => checkMark({ name: "", value: "" }))).toBe("mark.name");
    expect(subjectOf(() => checkMark({ name: "m", value: "v".repeat(4097) }))).toBe("mark.value");
  });
});

describe("checks of shipments", () => {
  it.each<[string, Record<string, unknown>]>([
    ["kind", { kind: "lost" }],
    ["reason", { kind: "dead" }],
    ["retryAtMs", { kind: "postponed", reason: "503" }],
    ["note", { kind: "unknown", reason: "reset", retryAtMs: 1, note: "n".repeat(4097) }],
    ["parts", { kind: "replaced" }],
    ["parts[0].state", { kind: "replaced", parts: [{ state: "intent" }] }],
    ["parts[0].count", { kind: "replaced", parts: [{ state: "dropped", count: 0, reason: "" }] }],
    ["parts[0].entry", { kind: "replaced", parts: [{ state: "delivered" }] }],
  ])("name %s of the settlement that breaks its rule", (name, change) => {
    const bad = { shipmentId: 1, ...change } as Settlement;
    expect(subjectOf(() => checkSettlements([bad]))).toBe(`settlements[0].${name}`);
  });

  it("refuse a note that is too long, and cut a reason", () => {
    const note = "n".repeat(4097);
    expect(subjectOf(() => checkIntendedShipments([{ entryIds: [1], note }]))).toBe(
      "shipments[0].note",
    );
    expect(keptReason("r".repeat(500))).toHaveLength(500);
    expect(keptReason("r".repeat(501))).toBe(`${"r".repeat(497)}...`);
  });

  it("refuse parts that do not add up, or are of another stream", () => {
    const shipment = { shipmentId: 7, stream: "Herning", count: 13 };
    const dropped = { state: "dropped", count: 1, reason: "refused" } as const;
    const kept = { state: "delivered", entry: good } as const;
    expect(() => checkPartsAddUp(shipment, [kept, dropped])).not.toThrow();
    expect(() => checkPartsAddUp(shipment, [kept])).toThrow(
      "parts of shipment 7: readings 12 is not valid: the shipment has 13; let the parts add up",
    );
    const foreign = { state: "delivered", entry: { ...good, stream: "Vejle" } } as const;
    expect(() => checkPartsAddUp(shipment, [foreign, dropped])).toThrow(/stream "Vejle"/);
  });
});

describe("checks of options", () => {
  const defaults = { maxReadings: 10, maxBytes: 1_048_576 };

  it("give defaults in the place of what is left out", () => {
    expect(checkOutboxOptions({}, defaults)).toMatchObject({
      sinks: [{ name: "vtn" }],
      maxReadings: 10,
      maxBytes: 1_048_576,
      maxAgeMs: Number.MAX_SAFE_INTEGER,
      onFull: "drop-oldest",
    });
  });

  it.each<[string, Record<string, unknown>]>([
    ["maxReadings", { maxReadings: 0 }],
    ["maxBytes", { maxBytes: 1_048_575 }],
    ["maxAgeMs", { maxAgeMs: 0 }],
    ["onFull", { onFull: "explode" }],
    ["downsample", { onFull: "downsample" }],
    ["sinks", { sinks: [] }],
    ["sinks: name", { sinks: [{ name: "a" }, { name: "a" }] }],
    ["sinks: name", { sinks: [{ name: "a".repeat(65) }] }],
    ["sinks: after of a", { sinks: [{ name: "a", after: "b" }] }],
    ["sinks: after of a", { sinks: [{ name: "a", after: "a" }] }],
    [
      "sinks: after of a",
      {
        sinks: [
          { name: "a", after: "b" },
          { name: "b", after: "a" },
        ],
      },
    ],
  ])("name %s when it breaks its rule", (name, options) => {
    expect(subjectOf(() => checkOutboxOptions(options as OutboxOptions, defaults))).toBe(name);
  });
});
