import type { OutboxStatus } from "@ven/store";
import type { VtnState } from "./vtn-gate.ts";

/** How deliveries stand. */
export interface DeliveryStatus {
  /** What waits, what was delivered, and what was not. */
  readonly outbox: OutboxStatus;
  /** How the VTN fares, as far as this process has found out. */
  readonly vtn: VtnState;
  /** How its ticks fare. */
  readonly ticks: TicksState;
  /** When that was so, epoch ms. */
  readonly atMs: number;
}

/** How the ticks of a manager fare. */
export interface TicksState {
  /**
   * Since when one waits for room, epoch ms: the outbox is full, and `onFull` is `block`. Readings from
   * elsewhere wait like those of a tick.
   */
  readonly waitingSinceMs?: number;
  /** Ticks that were left out since the manager was made, as the one before them had not ended. */
  readonly skippedCount: number;
}

/** The mark in which a manager leaves what no outbox knows of its {@link DeliveryStatus}, for who looks. */
export const STATUS_MARK = "manager.status";
