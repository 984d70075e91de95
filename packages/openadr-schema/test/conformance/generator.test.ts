import fc from "fast-check";
import { expect, it } from "vitest";
import { withExceptions } from "./exceptions.ts";
import type { Fault, FaultKind } from "./faults.ts";
import { instanceOf } from "./instances.ts";
import { judgeOf } from "./judge.ts";
import { OBJECTS } from "./objects.ts";
import { PROPERTY_RUNS } from "./property-runs.ts";
import { shapeAt } from "./shape.ts";
import { describeWithSpec, readOpenApi, VERSIONS } from "./spec-folder.ts";
import { systematic } from "./systematic.ts";

const KINDS: readonly FaultKind[] = [
  "missing",
  "null",
  "type",
  "value",
  "short",
  "long",
  "pattern",
  "format",
  "low",
  "high",
  "fraction",
];

for (const version of VERSIONS) {
  describeWithSpec(`the generator of values of OpenADR ${version}`, () => {
    const document = withExceptions(readOpenApi(version), version);
    const judge = judgeOf(document);
    const objects = Object.keys(OBJECTS[version]).map((at) => {
      const shape = shapeAt(document, at);
      return { at, shape, ...systematic(shape, judge) };
    });
    const faults = objects.flatMap(({ at, faults: all }) =>
      all.map((fault) => ({ object: at, fault })),
    );

    it("makes samples and edges that the OpenAPI file allows", () => {
      for (const { at, samples, edges } of objects) {
        const refused = [...samples, ...edges].filter((value) => !judge(at, value));
        expect(refused, at).toEqual([]);
      }
    });

    it("makes instances that the OpenAPI file allows, with unknown properties and without optional ones", () => {
      for (const { at, shape } of objects) {
        const instances = fc.sample(instanceOf(shape), { ...PROPERTY_RUNS, numRuns: 40 });
        expect(
          instances.filter((value) => !judge(at, value)),
          at,
        ).toEqual([]);
        if (shape.kind !== "object") continue;
        const names = new Set(instances.flatMap((value) => Object.keys(value as object)));
        expect(
          [...names].some((name) => !shape.properties.has(name)),
          at,
        ).toBe(true);
        for (const [name, { required }] of shape.properties) {
          const holding = instances.filter((value) => Object.hasOwn(value as object, name)).length;
          if (required) expect(holding, `${at}.${name}`).toBe(instances.length);
          else expect([0, instances.length], `${at}.${name}`).not.toContain(holding);
        }
      }
    });

    it("makes faults that the OpenAPI file refuses, of every kind", () => {
      const takenFaults = faults.filter(({ object, fault }) => judge(object, fault.value));
      const describe = ({ object, fault }: { object: string; fault: Fault }) =>
        `${object}: ${fault.kind} at ${fault.path.join("/")}`;
      expect(takenFaults.filter(({ fault }) => fault.isSure).map(describe)).toEqual([]);

      // Within an alternative a fault may make another alternative fit.
      expect(takenFaults.length).toBeLessThan(0.05 * faults.length);
      for (const kind of KINDS) {
        const ofKind = faults.filter(({ fault }) => fault.kind === kind);
        const refused = ofKind.filter(({ object, fault }) => !judge(object, fault.value));
        expect(refused.length, kind).toBeGreaterThanOrEqual(5);
        expect(refused.length, kind).toBeGreaterThanOrEqual(0.8 * ofKind.length);
      }
    });
  });
}
