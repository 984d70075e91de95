import { expect, it } from "vitest";
import { OBJECTS } from "./objects.ts";
import { describeWithSpec, readExample, VERSIONS } from "./spec-folder.ts";

const EXAMPLES: Readonly<Record<string, string>> = {
  murphys: "reportRequest",
  batch120x6: "reportRequest",
  "event-bootstrap": "eventRequest",
  resource: "resourceRequest",
};

describeWithSpec("an example of the specification", () => {
  it.each(
    VERSIONS.flatMap((version) =>
      Object.entries(EXAMPLES).map(([name, object]) => ({ version, name, object })),
    ),
  )("is taken unchanged: $name of $version", ({ version, name, object }) => {
    const example = readExample(`${name}-${version}`);
    expect(OBJECTS[version][object]?.parse(example)).toStrictEqual(example);
  });

  it("of a report of 3.1.0 is refused by 3.0.1, which wants a programID", () => {
    const result = OBJECTS["3.0.1"]["reportRequest"]?.safeParse(readExample("murphys-3.1.0"));
    expect(result?.error?.issues.map(({ path }) => path)).toEqual([["programID"]]);
  });
});
