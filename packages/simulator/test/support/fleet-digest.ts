import { createSimulator, type FleetSpecInput, type SimulatorOptions } from "@ven/simulator";

const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;
const FROM_MS = Date.parse("2026-01-01T00:00:00Z");

/** Times that are digested: a year, sparsely; the days on which clocks change; days of commands. */
const TIMES = [
  { fromMs: FROM_MS, toMs: FROM_MS + 365 * DAY_MS, stepMs: 12_541 * MINUTE_MS },
  ...[
    "2026-03-28T20:00:00Z",
    "2026-10-24T20:00:00Z",
    "2026-02-10T12:00:00Z",
    "2026-07-14T12:00:00Z",
  ].map((iso) => {
    const fromMs = Date.parse(iso);
    return { fromMs, toMs: fromMs + 2 * DAY_MS, stepMs: 11 * MINUTE_MS };
  }),
];

/**
 * What a fleet draws at many instants of 2026, with some commands, as one short text for each load: the
 * same wherever it is worked out. Uses nothing of Node.
 */
export function fleetDigest(
  fleet: FleetSpecInput,
  options: Omit<SimulatorOptions, "fleet">,
): Record<string, string> {
  const simulator = createSimulator({ ...options, fleet });
  for (const day of ["2026-02-11", "2026-07-15"]) {
    const startMs = Date.parse(`${day}T16:00:00Z`);
    const endMs = startMs + 3 * 60 * MINUTE_MS;
    const receivedMs = startMs - 30 * MINUTE_MS;
    simulator.receive(
      { id: `${day} shed`, action: { kind: "shed", level: 2 }, startMs, endMs },
      receivedMs,
    );
    const later = { startMs: endMs, endMs: endMs + 60 * MINUTE_MS };
    simulator.receive(
      { id: `${day} limit`, action: { kind: "powerLimit", limitW: 700 }, ...later },
      receivedMs,
    );
  }
  const words = new Map<string, number>();
  const add = (name: string, value: number) => {
    words.set(name, mix(words.get(name) ?? 0x811c9dc5, value));
  };
  for (const time of TIMES) {
    for (const power of time.stepMs > DAY_MS
      ? (["instant"] as const)
      : (["instant", "mean"] as const)) {
      for (const { loadId, powerW } of simulator.range({ ...time, power })) {
        // Tenths of W: engines may differ in the last bit of what comes before.
        add(loadId, Number.isNaN(powerW) ? -1 : Math.round(powerW * 10));
      }
    }
  }
  for (const { resourceId, loadId } of simulator.readAt(FROM_MS)) {
    for (const atMs of [FROM_MS, FROM_MS + 45 * DAY_MS]) {
      const { importWh, exportWh } = simulator.energyRegister({ resourceId, loadId }, atMs);
      add(loadId, importWh);
      add(loadId, exportWh);
    }
  }
  return Object.fromEntries(
    [...words].map(([name, word]) => [name, (word >>> 0).toString(16).padStart(8, "0")]),
  );
}

function mix(word: number, value: number): number {
  const low = value | 0;
  const high = Math.floor(value / 0x1_0000_0000) | 0;
  const mixed = Math.imul(Math.imul(word ^ low, 0x85ebca6b) ^ high, 0xc2b2ae35);
  return mixed ^ (mixed >>> 15);
}
