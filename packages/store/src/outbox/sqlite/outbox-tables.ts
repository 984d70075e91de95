import type { Generated, Selectable } from "kysely";

/** The outbox's tables as kysely sees them, as far as the calls off the hot path read them. */
export interface OutboxTables {
  meta: { readonly name: string; readonly value: string };
  marks: { readonly name: string; readonly value: string };
  sinks: SinkTable;
  streams: {
    readonly stream_id: number;
    readonly name: string;
    readonly last_key: string;
    readonly last_entry_id: number;
  };
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
    readonly sink_id: number;
    readonly state: number;
    readonly at_ms: number;
    readonly entry_id: number;
    readonly count: number;
    readonly attempts: number;
    readonly retry_at_ms: number | null;
    readonly reason: string | null;
  };
  shipments: {
    readonly sink_id: number;
    readonly shipment_id: number;
    readonly entry_ids: string;
    /** Readings in them. */
    readonly count: number;
    readonly note: string;
    readonly attempts: number;
    /** When to look what became of it, epoch ms; `null` while its owner is at it. */
    readonly retry_at_ms: number | null;
  };
}

/** A sink as the file has it. */
export type SinkRow = Selectable<SinkTable>;

interface SinkTable {
  readonly sink_id: Generated<number>;
  readonly name: string;
  readonly after: string | null;
  readonly is_declared: number;
  readonly since_entry_id: number;
}
