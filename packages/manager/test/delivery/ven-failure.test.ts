import { ManualClock, RecordingLogger } from "@ven/core/testing";
import { MANAGER_LOG } from "@ven/manager";
import { VtnProblemError, VtnUnreachableError } from "@ven/vtn-client";
import { describe, expect, it } from "vitest";
import { tellVenFailure } from "../../src/delivery/ven-failure.ts";
import { VtnGate } from "../../src/delivery/vtn-gate.ts";
import { NoReportEventError } from "../../src/errors/no-report-event-error.ts";

const notFound = new VtnProblemError("GET /vens", { status: 404, isAmbiguous: false, body: "" });
const busy = new VtnProblemError("GET /vens", { status: 503, isAmbiguous: true, body: "" });
const stopped = new VtnUnreachableError("GET /vens", {
  reason: "ABORTED",
  detail: "the manager was stopped",
  remedy: "",
  isRetryable: false,
  isAmbiguous: false,
});
const noEvent = new NoReportEventError("http://vtn", undefined, notFound);

function told() {
  const clock = new ManualClock();
  const logger = new RecordingLogger();
  const waits = { random: () => 0.5, retryFirstMs: 1_000, retryLongestMs: 60_000 };
  const gate = new VtnGate({ clock, logger, ...waits });
  gate.succeed("b");
  const tell = (error: unknown) => tellVenFailure(error, "a", { gate, clock, logger });
  return { gate, logger, tell };
}

describe("tellVenFailure", () => {
  it.each([
    ["refused by the VTN", notFound, { isPaused: true, health: "refusing" }],
    ["without an event to quote", noEvent, { isPaused: true, health: "refusing" }],
    ["without meters", new Error("no such VEN"), { isPaused: true, health: "up" }],
    ["at a VTN that is busy", busy, { isPaused: false, health: "unknown" }],
    ["broken off by us", stopped, { isPaused: false, health: "up" }],
  ])("leaves a VEN %s alone, and tells the gate, as is right", (_, error, expected) => {
    const { gate, tell } = told();
    tell(error);
    expect(gate.pauseOf("a") !== undefined).toBe(expected.isPaused);
    expect([gate.state.health, gate.pauseOf("b")]).toEqual([expected.health, undefined]);
  });

  it("says the same of a VEN once, until it is answered", () => {
    const { gate, logger, tell } = told();
    for (const error of [notFound, notFound, noEvent, notFound]) tell(error);
    gate.answer("a");
    tell(notFound);
    expect(logger.messages("error")).toEqual(Array(4).fill(MANAGER_LOG.venFailed));
    expect(logger.messages("debug")).toEqual([MANAGER_LOG.venFailed]);
  });
});
