import { readingId } from "../fleet/chaos-fleet.ts";
import type { StoredReading } from "../history/chaos-event.ts";

/** The parts of a report of 3.0.1 or 3.1.0 that readings are read from. */
interface OpenAdrReport {
  readonly resources?: readonly {
    readonly resourceName: string;
    readonly intervalPeriod?: { readonly start: string } | null;
    readonly intervals: readonly {
      readonly intervalPeriod?: { readonly start: string } | null;
      readonly payloads: readonly Payload[];
    }[];
  }[];
}

/** The same of a report of the flat dialect. */
interface FlatReport {
  readonly start?: string;
  readonly load_component?: string;
  readonly resources?: readonly { readonly resource_name: string }[];
  readonly intervals?: readonly { readonly payloads: readonly Payload[] }[];
}

interface Payload {
  readonly type: string;
  readonly values: readonly unknown[];
}

/**
 * The readings in a report as the VTN has it. Written for this alone, so that a fault of the encoders
 * is not undone by a decoder that shares it.
 */
export function storedReadings(report: object): readonly StoredReading[] {
  return "report_type" in report ? flatReadings(report as FlatReport) : openAdrReadings(report);
}

function openAdrReadings({ resources = [] }: OpenAdrReport): readonly StoredReading[] {
  return resources.flatMap(({ resourceName, intervalPeriod, intervals }) =>
    intervals.flatMap((interval) => {
      const start = interval.intervalPeriod?.start ?? intervalPeriod?.start ?? "";
      const id = readingId(resourceName, Date.parse(start));
      return powers(interval.payloads, "READING").map((powerW) => ({ id, powerW }));
    }),
  );
}

function flatReadings(report: FlatReport): readonly StoredReading[] {
  const { start = "", load_component, resources = [], intervals = [] } = report;
  const name = `${resources[0]?.resource_name}/${load_component}`;
  const id = readingId(name, Date.parse(start.endsWith("Z") ? start : `${start}Z`));
  return intervals.flatMap(({ payloads }) =>
    powers(payloads, "USAGE").map((powerW) => ({ id, powerW })),
  );
}

/** The values of one type, kW on the wire, in W. */
function powers(payloads: readonly Payload[], type: string): readonly number[] {
  return payloads
    .filter((payload) => payload.type === type)
    .flatMap(({ values }) => values.map((value) => Number(value) * 1_000));
}
