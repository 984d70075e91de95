import fc from "fast-check";
import { expect, it } from "vitest";
import { expectAgreement, type Tally } from "./agreement.ts";
import { withExceptions } from "./exceptions.ts";
import { faultsAt } from "./faults.ts";
import { instanceOf } from "./instances.ts";
import { judgeOf } from "./judge.ts";
import { OBJECTS } from "./objects.ts";
import { PROPERTY_RUNS } from "./property-runs.ts";
import { shapeAt } from "./shape.ts";
import { sitesOf } from "./sites.ts";
import { describeWithSpec, readOpenApi, VERSIONS } from "./spec-folder.ts";
import { systematic } from "./systematic.ts";

for (const version of VERSIONS) {
  describeWithSpec(`a schema of OpenADR ${version}`, () => {
    const document = withExceptions(readOpenApi(version), version);
    const judge = judgeOf(document);

    it.each(Object.entries(OBJECTS[version]))(
      "takes what the OpenAPI file allows unchanged, and refuses what it forbids: %s",
      (at, schema) => {
        const shape = shapeAt(document, at);
        const tally: Tally = { valid: 0, invalid: 0 };
        const object = { at, schema, judge };

        const { samples, edges, faults } = systematic(shape, judge);
        for (const value of [...samples, ...edges, ...faults.map((fault) => fault.value)]) {
          expectAgreement(object, value, tally);
        }

        const choices = fc.array(fc.nat(), { minLength: 3, maxLength: 3 });
        fc.assert(
          fc.property(instanceOf(shape), choices, (instance, choice) => {
            expectAgreement(object, instance, tally);
            const sites = sitesOf(shape, instance, judge);
            for (const number of choice) {
              const site = sites[number % sites.length];
              const possible = site === undefined ? [] : faultsAt(instance, site);
              const fault = possible[Math.floor(number / sites.length) % possible.length];
              if (fault !== undefined) expectAgreement(object, fault.value, tally);
            }
          }),
          PROPERTY_RUNS,
        );

        expect(tally.valid + tally.invalid).toBeGreaterThanOrEqual(200);
        expect(tally.valid).toBeGreaterThanOrEqual(50);
        expect(tally.invalid).toBeGreaterThanOrEqual(50);
      },
      // Generous: it grows with the runs, and the machine may be busy.
      20_000 + 100 * PROPERTY_RUNS.numRuns,
    );
  });
}
