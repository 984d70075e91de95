export {
  type FleetConflictDetails,
  FleetConflictError,
  isFleetConflictError,
} from "./errors/fleet-conflict-error.ts";
export { InvalidRowError, isInvalidRowError } from "./errors/invalid-row-error.ts";
export { isOutboxOwnedError, OutboxOwnedError } from "./errors/outbox-owned-error.ts";
export { isStoreError, StoreError, type StoreErrorCode } from "./errors/store-error.ts";
export { isUnknownResourceError, UnknownResourceError } from "./errors/unknown-resource-error.ts";
export { loadVenResources } from "./load-ven-resources.ts";
export { loadVensFromSqlite } from "./load-vens-from-sqlite.ts";
export { type OpenStoreOptions, openStore } from "./open-store.ts";
export { memoryOutbox } from "./outbox/memory/memory-outbox.ts";
export type {
  AppendOptions,
  AppendResult,
  DeadLetterRequest,
  ListRequest,
  Outbox,
  OutboxItem,
  OutboxState,
  PeekRequest,
} from "./outbox/outbox.ts";
export type { NewOutboxEntry, OutboxEntry, SharedBytes } from "./outbox/outbox-entry.ts";
export type {
  OpenOutboxOptions,
  OutboxBounds,
  OutboxOptions,
  OutboxSink,
} from "./outbox/outbox-options.ts";
export type {
  OutboxCount,
  OutboxSalvage,
  OutboxStatus,
  SinkStatus,
} from "./outbox/outbox-status.ts";
export type { IntendedShipment, Settlement, Shipment, ShipmentPart } from "./outbox/shipment.ts";
export { openOutbox } from "./outbox/sqlite/open-outbox.ts";
export type { RegistryStatistics, VenStatistics } from "./registry/registry-statistics.ts";
export type { ResourceRegistry } from "./registry/resource-registry.ts";
export type { SeedResult } from "./registry/seed-result.ts";
export { checkSqliteBinding, type SqliteBinding } from "./sqlite/check-sqlite-binding.ts";
export type { StoreCallOptions, VenStore } from "./ven-store.ts";
