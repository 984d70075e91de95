import type { ContractStage } from "./contract-stage.ts";

/** One promise of the contract, and how to see whether an outbox keeps it. */
export interface OutboxContractCase {
  /** A sentence whose subject is the outbox. */
  readonly name: string;
  /** Only for outboxes that survive the end of the process. @defaultValue false */
  readonly needsReopen?: boolean;
  /** Rejects if the promise is broken. */
  run(stage: ContractStage): Promise<void>;
}
