import { quietRepeats, REPEATED_LOG } from "@ven/core";
import { RecordingLogger } from "@ven/core/testing";
import { describe, expect, it } from "vitest";

describe("quietRepeats", () => {
  it("tells like warnings once a round, and then how many more there were", () => {
    const records = new RecordingLogger();
    const logger = quietRepeats(records);
    for (let load = 0; load < 6; load += 1) {
      logger.warn({ venId: "Herning", status: 503, load }, "report refused");
    }
    logger.warn({ venId: "Ikast", status: 503 }, "report refused");
    logger.warn({ venId: "Herning", status: 401 }, "report refused");
    expect(records.messages("warn")).toHaveLength(3);
    expect(records.messages("debug")).toHaveLength(5);
    logger.endRound();
    expect(records.records.at(-1)).toEqual({
      level: "warn",
      message: REPEATED_LOG,
      fields: {
        venId: "Herning",
        status: 503,
        reason: undefined,
        like: "report refused",
        count: 5,
      },
    });
    expect(records.messages("warn")).toHaveLength(4);
    logger.warn({ venId: "Herning", status: 503 }, "report refused");
    expect(records.messages("warn")).toHaveLength(5);
  });

  it("lets everything else pass", () => {
    const records = new RecordingLogger();
    const logger = quietRepeats(records);
    for (const level of ["debug", "info", "error"] as const) {
      logger[level]({ a: 1 }, level);
      logger[level]({ a: 1 }, level);
    }
    logger.endRound();
    expect(records.records.map(({ message }) => message)).toEqual([
      "debug",
      "debug",
      "info",
      "info",
      "error",
      "error",
    ]);
  });
});
