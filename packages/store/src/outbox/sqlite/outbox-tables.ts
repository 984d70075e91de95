import type { Generated, Selectable } from "kysely";

/** The outbox's tables as kysely sees them, as far as the calls off the hot path read them. */
export interface OutboxTables {
  meta: { readonly name: string; readonly value: string };
  marks: { readonly name: string; readonly value: string };
  totals: {
    readonly id: number;
    readonly last_entry_id: number;
    readonly entry_count: number;
    readonly reading_count: number;
    readonly refused_count: number;
    readonly duplicate_count: number;
  };
  sinks: SinkTable;
  streams: { readonly stream_id: number; readonly name: string; readonly last_key: string };
  shared_uses: { readonly shared_id: number; readonly uses: number };
  entries: {
    readonly entry_id: number;
    readonly key: string;
    readonly kind: string;
    readonly stream_id: number;
    readonly at_ms: number;
    readonly count: number;
    readonly shared_id: number | null;
    readonly crc: number;
    readonly bytes: Uint8Array;
  };
  deliveries: {
    readonly entry_id: number;
    readonly sink_id: number;
    readonly state: number;
    readonly stream_id: number;
    readonly at_ms: number;
    readonly count: number;
    readonly attempts: number;
    readonly retry_at_ms: number | null;
    readonly reason: string | null;
  };
  shipments: {
    readonly sink_id: number;
    readonly shipment_id: number;
    readonly entry_ids: string;
    readonly note: string;
    readonly attempts: number;
    /** When to look what became of it, epoch ms; `null` while its owner is at it. */
    readonly retry_at_ms: number | null;
  };
}

/** A sink, and its counters: readings, and entries where it says so. */
export type SinkRow = Selectable<SinkTable>;

interface SinkTable {
  readonly sink_id: Generated<number>;
  readonly name: string;
  readonly after: string | null;
  readonly is_declared: number;
  readonly since_entry_id: number;
  readonly accepted: Generated<number>;
  readonly delivered: Generated<number>;
  readonly dropped: Generated<number>;
  readonly expired: Generated<number>;
  readonly pending: Generated<number>;
  readonly intent: Generated<number>;
  readonly dead: Generated<number>;
  readonly pending_entries: Generated<number>;
  readonly intent_entries: Generated<number>;
  readonly dead_entries: Generated<number>;
}
