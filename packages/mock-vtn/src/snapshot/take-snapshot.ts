import type { FlatStore } from "../flat/flat-store.ts";
import type { Collection } from "../store/collection.ts";
import type { ObjectStore } from "../store/object-store.ts";
import type { VtnCore } from "../vtn-core.ts";
import type {
  FlatSnapshot,
  MockVtnSnapshot,
  OpenAdrSnapshot,
  SnapshotObject,
} from "./mock-vtn-snapshot.ts";

/** Takes down everything that a VTN holds; later changes of the VTN do not reach it. */
export function takeSnapshot(core: VtnCore): MockVtnSnapshot {
  const { ids, refusedCount, flat, stores } = core;
  return structuredClone({
    version: 1,
    lastId: ids.lastId,
    refusedCount,
    flat: flatSnapshot(flat),
    "3.0.1": openAdrSnapshot(stores["3.0.1"]),
    "3.1.0": openAdrSnapshot(stores["3.1.0"]),
  });
}

function flatSnapshot(flat: FlatStore): FlatSnapshot {
  return {
    reportCount: flat.reportCount,
    vens: [...flat.vens.values()].map(({ clientId, ven }) => ({ clientId, object: ven })),
    resources: flat.resources(),
    programs: [...flat.programs.values()],
    events: [...flat.events.values()],
    reports: [...flat.reports.values()].map(({ report }) => report),
  };
}

function openAdrSnapshot(store: ObjectStore): OpenAdrSnapshot {
  const { programs, events, reports, subscriptions, vens, resources } = store;
  return {
    reportCount: reports.createdCount,
    programs: objectsOf(programs),
    events: objectsOf(events),
    reports: objectsOf(reports),
    subscriptions: objectsOf(subscriptions),
    vens: objectsOf(vens),
    resources: objectsOf(resources),
  };
}

function objectsOf<Fields extends object>(
  collection: Collection<Fields>,
): readonly SnapshotObject[] {
  return [...collection.values()].map(({ clientId, object }) => ({ clientId, object }));
}
