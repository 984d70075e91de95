import { readFileSync } from "node:fs";
import { FAULT_KINDS } from "@ven/mock-vtn";
import { describe, expect, it } from "vitest";

describe("the README", () => {
  it("lists every fault, in the order of FAULT_KINDS", () => {
    const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
    const [, table = ""] = readme.split("what a good VEN does");
    const [rows = ""] = table.split("\n\n");
    const listed = [...rows.matchAll(/^\| `(\w+)`/gm)].map(([, kind]) => kind);
    expect(listed).toEqual(FAULT_KINDS);
  });
});
