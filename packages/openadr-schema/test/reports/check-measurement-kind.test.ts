import { encodeFlatReports, encodeReports, type Measurement } from "@ven/openadr-schema";
import { describe, expect, it } from "vitest";
import { powerReading } from "../support/measurements.ts";

const encoders: Readonly<Record<string, (measurements: readonly Measurement[]) => unknown>> = {
  encodeReports: (measurements) =>
    encodeReports("3.1.0", { eventID: "e-1", clientName: "Herning" }, measurements),
  encodeFlatReports: (measurements) =>
    encodeFlatReports({ venName: "Herning", vtnVenId: "ven-1" }, measurements),
};

const QUANTITIES = "give one of power, energy, voltage, frequency, stateOfCharge";
const QUALITIES = "give one of OK, MISSING, ESTIMATED, BAD";
const ROLES = "give one of usage, demand, baseline, deviation";

describe.each(Object.keys(encoders))("%s", (name) => {
  it.each([
    [{ quantity: "watts" }, `measurements[1].quantity "watts" is not valid: ${QUANTITIES}`],
    [{ quantity: undefined }, `measurements[1].quantity undefined is not valid: ${QUANTITIES}`],
    [{ quantity: "toString" }, `measurements[1].quantity "toString" is not valid: ${QUANTITIES}`],
    [{ role: "consumption" }, `measurements[1].role "consumption" is not valid: ${ROLES}`],
    [{ quality: "FOO" }, `measurements[1].quality "FOO" is not valid: ${QUALITIES}`],
    [{ role: undefined }, `measurements[1].role undefined is not valid: ${ROLES}`],
  ])("refuses %o, naming the place and what there is", (change, message) => {
    const wrong = { ...powerReading, ...change } as Measurement;
    let error: unknown;
    try {
      encoders[name]?.([powerReading, wrong]);
    } catch (reason) {
      error = reason;
    }
    expect(error).toMatchObject({ code: "INVALID_VALUE", message });
  });
});
