import { expect, it } from "vitest";
import { compareTypes } from "./compare-types.ts";
import { withExceptions } from "./exceptions.ts";
import { shapeAt } from "./shape.ts";
import { describeWithSpec, readOpenApi, VERSIONS, type Version } from "./spec-folder.ts";
import { WIRE_TYPES, WRONG_TYPES } from "./wire-types.ts";

describeWithSpec("the types", () => {
  const documentOf = (version: Version) => withExceptions(readOpenApi(version), version);

  it.each(VERSIONS)(
    "of %s are those of the OpenAPI file",
    async (version) => {
      const pairs = Object.entries(WIRE_TYPES[version]).map(([place, type]) => ({ place, type }));
      const verdicts = await compareTypes(version, documentOf(version), pairs);
      const different = verdicts.flatMap((verdict, index) =>
        verdict.isOursAssignable && verdict.isTheirsAssignable
          ? []
          : [{ ...pairs[index], ...verdict }],
      );
      expect(different).toEqual([]);
    },
    60_000,
  );

  it.each(VERSIONS)("of %s cover every object of the OpenAPI file", (version) => {
    const document = documentOf(version);
    const objects = Object.keys(readOpenApi(version).components.schemas).filter((name) => {
      const shape = shapeAt(document, name);
      // What has no type of ours is a text of any content, or the option of an alternative.
      const isText = shape.kind === "text" && shape.values === undefined;
      return !isText && !name.startsWith("mqttNotifierAuthentication");
    });
    expect(objects.filter((name) => !(name in WIRE_TYPES[version]))).toEqual([]);
  });

  it("are told from wrong ones", async () => {
    const verdicts = await compareTypes("3.1.0", documentOf("3.1.0"), WRONG_TYPES);
    const missed = WRONG_TYPES.filter((_, index) => {
      const verdict = verdicts[index];
      return verdict?.isOursAssignable !== false && verdict?.isTheirsAssignable !== false;
    });
    expect(missed.map(({ fault }) => fault)).toEqual([]);
    expect(verdicts).toHaveLength(WRONG_TYPES.length);
  });
});
