import { REPEATED_LOG } from "@ven/core";
import { describe, expect, it } from "vitest";
import { logLine } from "../../src/console/log-line.ts";
import { printable } from "../../src/console/printable.ts";

describe("logLine", () => {
  it("prints a message that it does not know with its facts behind it", () => {
    expect(logLine({ venId: "Herning", count: 2, nothing: undefined }, "something new")).toBe(
      "something new venId=Herning count=2",
    );
  });

  it("names a VEN of repeated warnings only where they have one", () => {
    const fields = { like: "readings could not be written beside the outbox", count: 1 };
    expect(logLine({ ...fields, venId: undefined }, REPEATED_LOG)).toBe(
      "readings could not be written beside the outbox: 1 more like it",
    );
    expect(logLine({ ...fields, venId: "V" }, REPEATED_LOG)).toMatch(/more like it for VEN V$/);
  });

  it("lets no text from outside take over the terminal", () => {
    const line = logLine(
      { body: "\u001b[2J\u009b31mred\r\nsecond line\u2028third" },
      "report refused",
    );
    expect(line).toBe("report refused body= [2J 31mred second line third");
  });
});

describe("printable", () => {
  it("keeps names of any language and cuts what is too long", () => {
    expect(printable("Surdejen på Hjørnet 🥖")).toBe("Surdejen på Hjørnet 🥖");
    expect(printable("x".repeat(5_000))).toHaveLength(2_000);
  });
});
