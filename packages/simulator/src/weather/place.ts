/** Where something stands. */
export interface Place {
  /** -90 to 90, positive is north. */
  readonly latitudeDeg: number;
  /** -180 to 180, positive is east. */
  readonly longitudeDeg: number;
}
