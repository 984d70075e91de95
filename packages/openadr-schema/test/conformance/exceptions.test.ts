import { expect, it } from "vitest";
import { EXCEPTIONS, withExceptions } from "./exceptions.ts";
import type { Fault } from "./faults.ts";
import { judgeOf } from "./judge.ts";
import { OBJECTS } from "./objects.ts";
import { OWN_CAPS } from "./own-caps.ts";
import { textOfLength } from "./samples.ts";
import { shapeAt, type TextShape } from "./shape.ts";
import { describeWithSpec, readOpenApi, VERSIONS } from "./spec-folder.ts";
import { systematic } from "./systematic.ts";

for (const version of VERSIONS) {
  describeWithSpec(`the exceptions from OpenADR ${version}`, () => {
    const published = readOpenApi(version);
    const repaired = withExceptions(published, version);
    const names = EXCEPTIONS.filter(({ versions }) => versions.includes(version));

    it.each(names)("are needed still, and enough: $name", ({ name, witness }) => {
      const { at, value, isOursValid } = witness;
      const without = withExceptions(published, version, { except: name });
      expect(judgeOf(without)(at, value)).toBe(!isOursValid);
      expect(judgeOf(repaired)(at, value)).toBe(isOursValid);
      expect(OBJECTS[version][at]?.safeParse(value).success).toBe(isOursValid);
    });

    it("are caps on texts that the OpenAPI file does not limit, and on all of those", () => {
      const judge = judgeOf(repaired);
      const uncapped = judgeOf(published);
      const longest = (fault: Fault) => fault.kind === "long" && fault.at in OWN_CAPS[version];
      const capped = Object.keys(OBJECTS[version]).flatMap((at) =>
        systematic(shapeAt(repaired, at), judge).faults.filter(longest),
      );
      expect([...new Set(capped.map(({ at }) => at))].sort()).toEqual(
        Object.keys(OWN_CAPS[version]).sort(),
      );
      for (const [at, cap] of Object.entries(OWN_CAPS[version])) {
        const shape = shapeAt(repaired, at) as TextShape;
        expect(uncapped(at, textOfLength(shape, cap + 1)), at).toBe(true);
      }
    });
  });
}

describeWithSpec("the response ven of OpenADR 3.1.0", () => {
  it.each(["ven", "resource"])("cannot be satisfied as published: %s", (at) => {
    expect(() => shapeAt(readOpenApi("3.1.0"), at)).toThrow("nothing satisfies");
  });
});
