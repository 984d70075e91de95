/**
 * Everything that a mock VTN holds, as data that survives JSON. Its options, and with them clients
 * and secrets, are not in it; nor is the key that tokens are signed with, so that a token is good at
 * the VTN alone that gave it out. The `bearerToken` of a subscription is in it, as its webhooks would
 * not work without: treat the snapshot as a secret where that token is one.
 */
export interface MockVtnSnapshot {
  /** Of this form. */
  readonly version: 1;
  /** The number of the newest id. */
  readonly lastId: number;
  readonly refusedCount: number;
  readonly flat: FlatSnapshot;
  readonly "3.0.1": OpenAdrSnapshot;
  readonly "3.1.0": OpenAdrSnapshot;
}

/** What a VTN holds of the flat dialect. */
export interface FlatSnapshot {
  readonly reportCount: number;
  readonly vens: readonly SnapshotObject[];
  readonly resources: readonly object[];
  readonly programs: readonly object[];
  readonly events: readonly object[];
  readonly reports: readonly object[];
}

/** What it holds of one version of OpenADR, each list in the order of creation. */
export interface OpenAdrSnapshot {
  readonly reportCount: number;
  readonly programs: readonly SnapshotObject[];
  readonly events: readonly SnapshotObject[];
  readonly reports: readonly SnapshotObject[];
  readonly subscriptions: readonly SnapshotObject[];
  readonly vens: readonly SnapshotObject[];
  readonly resources: readonly SnapshotObject[];
}

/** An object and the client that owns it, or made it. */
export interface SnapshotObject {
  readonly clientId: string;
  readonly object: object;
}
