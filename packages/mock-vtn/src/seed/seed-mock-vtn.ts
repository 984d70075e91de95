import type { OpenAdrVersion } from "@ven/openadr-schema";
import type { ProgramRequest as Program301 } from "@ven/openadr-schema/3.0.1";
import type { ProgramRequest as Program310 } from "@ven/openadr-schema/3.1.0";
import type { MockVtn } from "../mock-vtn.ts";
import type { OpenAdrSnapshot, SnapshotObject } from "../snapshot/mock-vtn-snapshot.ts";
import { sampleEvents } from "./sample-events.ts";

/** Name of the sample program. */
const PROGRAM_NAME = "sample-program";

/** Who is said to have made the samples. */
const CLIENT_ID = "sample-bl";

const PROGRAMS: Readonly<Record<OpenAdrVersion, Program301 | Program310>> = {
  "3.0.1": {
    programName: PROGRAM_NAME,
    programLongName: "Sample prices and load sheds",
    retailerName: "sample-retailer",
    programType: "PRICING_TARIFF",
    country: "DK",
  },
  "3.1.0": {
    programName: PROGRAM_NAME,
    attributes: [
      { type: "PROGRAM_LONG_NAME", values: ["Sample prices and load sheds"] },
      { type: "RETAILER_NAME", values: ["sample-retailer"] },
      { type: "PROGRAM_TYPE", values: ["PRICING_TARIFF"] },
      { type: "COUNTRY", values: ["DK"] },
    ],
  },
};

/**
 * Gives a mock VTN something to look at, in 3.0.1 and in 3.1.0: a program, an event with a price for
 * each hour of the day, one that sheds load for two hours in the evening, and one that asks for meter
 * readings and nothing else. The same clock makes the same samples. Where the sample program is
 * already, nothing changes.
 */
export function seedMockVtn(vtn: MockVtn): void {
  const { nowAtMs } = vtn;
  const snapshot = vtn.snapshot();
  let { lastId } = snapshot;
  const nextId = (kind: string) => {
    lastId += 1;
    return `${kind}-${lastId}`;
  };
  const seeded = (version: OpenAdrVersion): OpenAdrSnapshot => {
    const part = snapshot[version];
    if (vtn[version].programs.some(({ programName }) => programName === PROGRAM_NAME)) return part;
    const programId = nextId("program");
    const program = sample("PROGRAM", programId, PROGRAMS[version], nowAtMs);
    const events = sampleEvents(programId, nowAtMs).map((event) =>
      sample("EVENT", nextId("event"), event, nowAtMs),
    );
    return {
      ...part,
      programs: [...part.programs, program],
      events: [...part.events, ...events],
    };
  };
  const parts = { "3.0.1": seeded("3.0.1"), "3.1.0": seeded("3.1.0") };
  vtn.restore({ ...snapshot, ...parts, lastId });
}

function sample(
  objectType: "PROGRAM" | "EVENT",
  id: string,
  fields: object,
  nowAtMs: number,
): SnapshotObject {
  const now = new Date(nowAtMs).toISOString();
  const metadata = { id, createdDateTime: now, modificationDateTime: now, objectType };
  return { clientId: CLIENT_ID, object: { ...metadata, ...fields } };
}
