// What a page runs: the digest of a fleet with a load of each model, written where a test can read it.
import { everyModelFleet, recordings } from "../support/every-model-fleet.ts";
import { fleetDigest } from "../support/fleet-digest.ts";

const fleet = everyModelFleet(["one"], { installedOn: "2026-01-01" });

/** The digest as text. */
export const digest: string = JSON.stringify(fleetDigest(fleet, { seed: "browser", recordings }));
