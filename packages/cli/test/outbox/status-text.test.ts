import { memoryOutbox } from "@ven/store";
import { expect, it } from "vitest";
import { statusText } from "../../src/outbox/status-text.ts";
import type { StatusView } from "../../src/outbox/status-view.ts";

const NOW_MS = Date.UTC(2025, 0, 16, 12);

async function viewWith(ticks: NonNullable<StatusView["told"]>["ticks"], ownerPid?: number) {
  await using outbox = memoryOutbox({ maxReadings: 1_000, onFull: "block" });
  const counted = { ...(await outbox.status()), readingCount: 990 };
  const status = ownerPid === undefined ? counted : { ...counted, ownerPid };
  const told = { vtn: { health: "up" }, ticks, atMs: NOW_MS } as const;
  return { status, told, nowMs: NOW_MS, sender: { kind: "run" } } as const;
}

it("says that the outbox is full, since when a tick waits for room, and how many were skipped", async () => {
  const waitingSinceMs = NOW_MS - 12 * 60_000;
  const text = statusText(await viewWith({ waitingSinceMs, skippedCount: 71 }, 4_711));
  expect(text).toContain("       990 of 1000 readings (99 %); when it is full: block\n");
  expect(text).toContain(
    "Ticks  the outbox is full, and one has waited for room for 12 min; 71 were skipped, as the one before had not ended\n",
  );
});

it("says nothing of ticks that fare well, nor of one that waited when its process ended", async () => {
  expect(statusText(await viewWith({ skippedCount: 0 }, 4_711))).not.toContain("Ticks");
  expect(statusText(await viewWith({ waitingSinceMs: NOW_MS, skippedCount: 0 }))).not.toContain(
    "Ticks",
  );
  expect(statusText(await viewWith({ waitingSinceMs: NOW_MS, skippedCount: 1 }))).toContain(
    "Ticks  1 was skipped, as the one before had not ended\n",
  );
});

it("says that a VTN fails that was up, with what it failed with, and of one that is up nothing more", async () => {
  const view = await viewWith({ skippedCount: 0 }, 4_711);
  const reason = "POST /reports got no answer";
  const told = (health: "unknown" | "up") => ({ ...view.told, vtn: { health, reason } });
  expect(statusText({ ...view, told: told("unknown") })).toContain(
    `VTN    is failing: ${reason} (`,
  );
  expect(statusText({ ...view, told: told("up") })).toContain("VTN    is up (");
});

it("does not say of a VTN what nobody knows, but what it has taken", async () => {
  const view = await viewWith({ skippedCount: 0 }, 4_711);
  const unknown = { ...view.told, vtn: { health: "unknown" } } as const;
  for (const told of [undefined, unknown]) {
    expect(statusText({ ...view, told })).toContain("VTN    not known yet\n");
    const { status } = view;
    const [vtn] = status.sinks;
    if (vtn === undefined) throw new Error("no sink");
    const sinks = [{ ...vtn, deliveredCount: 138_240 }];
    expect(statusText({ ...view, told, status: { ...status, sinks } })).toContain(
      "VTN    not known; it has taken 138240 readings so far\n",
    );
  }
});
