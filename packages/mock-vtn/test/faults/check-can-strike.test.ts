import { isInvalidValueError } from "@ven/core";
import { createMockVtn, type FaultRule } from "@ven/mock-vtn";
import { describe, expect, it } from "vitest";
import { checkCanStrike } from "../../src/faults/check-can-strike.ts";

type Match = Partial<FaultRule>;

const endless = { fault: { kind: "endlessPaging" } } as const;

const check = (match: object) => checkCanStrike({ fault: { kind: "hang" }, ...match } as FaultRule);

/** What is wrong with a rule, in two parts. */
function refusal(match: object): readonly [string, string] {
  try {
    check(match);
  } catch (error) {
    if (isInvalidValueError(error)) return [error.subject, error.rule];
    throw error;
  }
  throw new Error("the rule was taken");
}

describe("checkCanStrike", () => {
  it.each<Match>([
    {},
    { path: "/reports" },
    { path: "/events/{eventID}" },
    { path: "/events/{id}", method: "put" },
    { path: "/events/event-7" },
    { path: "/vens/{venID}/resources/resource-{number}" },
    { path: "/{collection}" },
    { path: "/auth/token", protocol: "flat" },
    { path: "/notifiers/mqtt/topics/vens" },
    { path: /reprots/ },
    { method: ["GET", "HEAD"], operationId: "searchAllEvents" },
    { protocol: ["flat", "3.0.1"], operationId: "createReport" },
    { protocol: "3.1.0", operationId: ["getAuthServerInfo", "fetchToken"] },
    endless,
    { ...endless, method: "GET", path: "/vens/{venID}/resources" },
    { ...endless, protocol: "flat", path: "/vens" },
    { ...endless, path: /events/ },
  ])("takes %o", (match) => {
    expect(() => check(match)).not.toThrow();
  });

  it.each([
    [{ protocol: "3.1" }, "fault rule: protocol"],
    [{ protocol: [] }, "fault rule: protocol"],
    [{ operationId: "creatReport" }, "fault rule: operationId"],
    [{ operationId: ["createReport", "toString"] }, "fault rule: operationId"],
    [{ operationId: "createReport", protocol: "flat" }, "fault rule: operationId"],
    [{ operationId: "getAuthServerInfo", protocol: "3.0.1" }, "fault rule: operationId"],
    [{ method: "PSOT" }, "fault rule: method"],
    [{ method: ["GET", "POST"], operationId: "createReport" }, "fault rule: method"],
    [{ path: "/reprots" }, "fault rule: path"],
    [{ path: "reports" }, "fault rule: path"],
    [{ path: "/reports/" }, "fault rule: path"],
    [{ path: "/reports?limit=1" }, "fault rule: path"],
    [{ path: "/openadr3/3.1.0/reports" }, "fault rule: path"],
    [{ path: "/resources", protocol: "3.0.1" }, "fault rule: path"],
    [{ path: "/vens/{venID}", protocol: "flat", method: "POST" }, "fault rule: path"],
    [{ path: "/events", operationId: "createReport" }, "fault rule: path"],
    [{ ...endless, operationId: "createReport" }, "fault rule: operationId"],
    [{ ...endless, operationId: "searchProgramByProgramId" }, "fault rule: operationId"],
    [{ ...endless, protocol: "flat", method: "POST" }, "fault rule: method"],
    [{ ...endless, method: "HEAD" }, "fault rule: method"],
    [{ ...endless, path: "/events/{eventID}" }, "fault rule: path"],
    [{ ...endless, path: "/auth/token" }, "fault rule: path"],
  ])("refuses %o, which nothing could meet, by naming %s", (match, subject) => {
    expect(refusal(match)[0]).toBe(subject);
  });

  it("says what could be meant", () => {
    expect(refusal({ path: "/reprots", protocol: "3.0.1" })[1]).toBe(
      "give a path below the base path, such as /programs, /reports, /events, /subscriptions, /vens, or a RegExp",
    );
    expect(refusal({ path: "/vens/a/b/c/d/e/f/g", protocol: "flat" })[1]).toContain("/vens, ");
    expect(refusal({ path: "/event/{eventID}", operationId: "updateEvent" })[1]).toContain(
      "such as /events/{eventID}, or",
    );
    expect(refusal({ method: "PSOT" })[1]).toBe("give POST, GET, PUT, DELETE");
  });

  it("holds for the options and for every rule that is added", () => {
    const rule: FaultRule = { fault: { kind: "hang" }, path: "/reprots" };
    expect(() => createMockVtn({ faults: [rule] })).toThrow('path "/reprots" is not valid');
    expect(() => createMockVtn().faults.add(rule)).toThrow('path "/reprots" is not valid');
  });
});
