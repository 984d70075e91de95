import { defineFleet, type FleetDefinition, gsrnCheckDigit } from "@ven/core";

/** How large a fleet is, and when its readings are taken. */
export interface FleetShape {
  /** Its VENs are called `<prefix>-0` and so on. @defaultValue "ven" */
  readonly prefix?: string;
  readonly venCount: number;
  readonly siteCount: number;
  readonly loadCount: number;
  /** Instant of the tick 0, epoch ms. */
  readonly firstAtMs: number;
  readonly stepMs: number;
}

/** The names of the VENs of a fleet. */
export function venIdsOf({ venCount, prefix = "ven" }: FleetShape): readonly string[] {
  return Array.from({ length: venCount }, (_, ven) => `${prefix}-${ven}`);
}

/** How many readings one VEN has at one tick. */
export function rowsPerVen({ siteCount, loadCount }: FleetShape): number {
  return siteCount * loadCount;
}

/** When a tick's readings are taken, epoch ms. */
export function instantOf({ firstAtMs, stepMs }: FleetShape, tick: number): number {
  return firstAtMs + tick * stepMs;
}

/** Which reading it is, wherever it turns up: `<site>/<load>@<epoch ms>`. */
export function readingId(resourceName: string, timestampMs: number): string {
  return `${resourceName}@${timestampMs}`;
}

/** The `<site>/<load>` of a row of a VEN. */
export function rowName(shape: FleetShape, venId: string, row: number): string {
  return `${siteName(venId, Math.floor(row / shape.loadCount))}/load_${row % shape.loadCount}`;
}

/** The readings of one VEN at one instant. */
export function readingIdsOf(
  shape: FleetShape,
  venId: string,
  timestampMs: number,
): readonly string[] {
  return Array.from({ length: rowsPerVen(shape) }, (_, row) =>
    readingId(rowName(shape, venId, row), timestampMs),
  );
}

/** The power of a row at a tick, W: whole, or with up to three decimals. */
export function powerAt(venId: string, row: number, tick: number): number {
  const ven = Number(venId.slice(venId.lastIndexOf("-") + 1));
  const value = ((ven * 7_919 + row * 104_729 + tick * 1_299_709) % 2_000_003) - 500_000;
  // Every other tick fits a float32, so that both ways of keeping it are used.
  return tick % 2 === 0 ? value : value / 10 ** (row % 4);
}

/** The fleet as the manager reads it. */
export function chaosFleet(shape: FleetShape): FleetDefinition {
  let meterCount = 0;
  const nextMeterPointId = () => {
    meterCount += 1;
    const digits = `571313174${String(meterCount).padStart(8, "0")}`;
    return digits + gsrnCheckDigit(digits);
  };
  return defineFleet({
    name: "chaos",
    vens: venIdsOf(shape).map((venId) => ({
      venId,
      resources: Array.from({ length: shape.siteCount }, (_, site) => ({
        resourceId: `${venId}-${site}`,
        name: siteName(venId, site),
        resourceType: "shop",
        meterPointId: nextMeterPointId(),
        loads: Array.from({ length: shape.loadCount }, (_load, load) => ({
          loadId: `load_${load}`,
          kind: "lighting",
          ratedPowerW: 1_000,
        })),
      })),
    })),
  });
}

function siteName(venId: string, site: number): string {
  return `${venId} site ${site}`;
}
