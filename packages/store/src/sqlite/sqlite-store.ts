import type { ResourceRegistry } from "../registry/resource-registry.ts";
import { SqliteRegistry } from "../registry/sqlite-registry.ts";
import type { VenStore } from "../ven-store.ts";
import type { StoreConnection } from "./store-connection.ts";

/** The {@link VenStore} of a SQLite file: its parts share one connection. */
export class SqliteStore implements VenStore {
  readonly path: string;
  readonly registry: ResourceRegistry;
  readonly #connection: StoreConnection;

  constructor(connection: StoreConnection) {
    this.#connection = connection;
    this.path = connection.path;
    this.registry = new SqliteRegistry(connection);
  }

  close(): Promise<void> {
    return this.#connection.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
