import type { SimulatedReading } from "../columns/simulated-columns.ts";

/** A reading as it reaches whoever collects it. */
export interface Delivery extends SimulatedReading {
  /** The instant that the reading carries, epoch ms; wrong where a fault made it so. */
  readonly timestampMs: number;
  /** When it arrives, epoch ms. */
  readonly receivedAtMs: number;
}
