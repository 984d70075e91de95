import { isReportOnlyEvent } from "@ven/openadr-schema";
import { describe, expect, it } from "vitest";
import { hours } from "../support/expand-event.ts";
import { asking } from "../support/show-obligations.ts";
import { GUIDE_301, GUIDE_310 } from "../support/user-guide-events.ts";

describe("isReportOnlyEvent", () => {
  it("tells events that ask for reports and say nothing else", () => {
    expect(isReportOnlyEvent(GUIDE_310["8.6-1"])).toBe(true);
    expect(isReportOnlyEvent(GUIDE_301["figure 34"])).toBe(true);
    expect(isReportOnlyEvent(asking(3, {}))).toBe(true);
    expect(isReportOnlyEvent(GUIDE_310["8.3-2"])).toBe(false);
    expect(isReportOnlyEvent(hours({}))).toBe(false);
  });
});
