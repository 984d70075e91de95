export type { MakeOutbox, ReopenOutbox } from "./testing/contract-stage.ts";
export { type OutboxContractOptions, outboxContract } from "./testing/outbox-contract.ts";
