import type { OutboxStatus } from "@ven/store";
import type { VtnState } from "./vtn-gate.ts";

/** How deliveries stand. */
export interface DeliveryStatus {
  /** What waits, what was delivered, and what was not. */
  readonly outbox: OutboxStatus;
  /** How the VTN fares, as far as this process has found out. */
  readonly vtn: VtnState;
  /** When that was so, epoch ms. */
  readonly atMs: number;
}

/** The mark in which a manager leaves its {@link DeliveryStatus.vtn} for whoever looks into the outbox. */
export const STATUS_MARK = "manager.status";
