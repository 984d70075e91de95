/** What one version of InfluxDB wants to be asked, and how. */
export interface InfluxDialect {
  /** Where readings are kept, for messages, such as `database ven`. */
  readonly place: string;
  /** Value of the Authorization header. */
  readonly authorization?: string;
  /** What no message may show. */
  readonly secrets: readonly string[];
  /** Takes line protocol by POST. */
  readonly writePath: string;
  /** Path that answers a query of InfluxQL. */
  queryPath(influxQl: string): string;
  /** Path that makes the place, by POST, where a write is to make it. */
  readonly createPath?: string;
}
