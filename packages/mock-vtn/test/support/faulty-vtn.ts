import type { Clock } from "@ven/core";
import { type FaultRule, type StartMockVtnOptions, startMockVtn } from "@ven/mock-vtn";
import { wireRequest } from "./wire-request.ts";

/** A mock VTN on a socket that holds a program and an event, so that reports can be sent to it. */
export async function startVtnWithEvent(options: StartMockVtnOptions = {}) {
  const running = await startMockVtn(options);
  const url = running.vtnUrls["3.1.0"];
  const create = async (path: string, body: object): Promise<string> => {
    const answer = await wireRequest(url + path, { method: "POST", body });
    return (JSON.parse(answer.body) as { id: string }).id;
  };
  const programId = await create("/programs", { programName: "p" });
  const eventId = await create("/events", { programID: programId });
  return { ...running, programId, eventId };
}

/** The same with faults, which strike from then on. */
export async function startFaultyVtn(
  options: { readonly faults?: readonly FaultRule[]; readonly clock?: Clock } = {},
) {
  const { faults = [], ...startOptions } = options;
  const { vtn, vtnUrls, eventId, close } = await startVtnWithEvent(startOptions);
  for (const rule of faults) vtn.faults.add(rule);
  return {
    vtn,
    faults: vtn.faults,
    handle: vtn.handle,
    reportsUrl: `${vtnUrls["3.1.0"]}/reports`,
    report: { eventID: eventId, clientName: "ven-1", resources: [] },
    get stored() {
      return vtn["3.1.0"].reports;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}
