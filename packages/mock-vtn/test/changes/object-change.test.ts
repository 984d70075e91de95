import { RecordingLogger } from "@ven/core/testing";
import { MOCK_VTN_LOG } from "@ven/mock-vtn";
import { describe, expect, it } from "vitest";
import type { ObjectChange } from "../../src/changes/object-change.ts";
import { fromRequest, toResponse } from "../../src/http/web-door.ts";
import { VtnCore } from "../../src/vtn-core.ts";

const base = "http://vtn.test/openadr3/3.1.0";

function newCore(options: ConstructorParameters<typeof VtnCore>[0] = {}) {
  const core = new VtnCore({ webhooks: { hasChallenge: false }, ...options });
  const changes: ObjectChange[] = [];
  core.changes.add((change) => changes.push(change));
  const send = async (method: string, path: string, body?: object) => {
    const request = new Request(base + path, {
      method,
      headers: { "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer = toResponse(await core.answer(fromRequest(request)));
    return (await answer.json()) as { readonly id: string };
  };
  const told = () =>
    changes.splice(0).map(({ operation, objectType, id }) => `${operation} ${objectType} ${id}`);
  return { core, changes, send, told };
}

describe("the changes of a VTN", () => {
  it("are told once done: made, read by id, changed, deleted with all that goes along", async () => {
    const { core, send, told } = newCore();
    const { id: programID } = await send("POST", "/programs", { programName: "p" });
    const { id: eventID } = await send("POST", "/events", { programID });
    const report = { eventID, clientName: "c", resources: [] };
    const { id: reportID } = await send("POST", "/reports", report);
    const subscription = { clientName: "c", programID, objectOperations: [] };
    const { id: subscriptionID } = await send("POST", "/subscriptions", subscription);
    expect(told()).toEqual([
      `CREATE PROGRAM ${programID}`,
      `CREATE EVENT ${eventID}`,
      `CREATE REPORT ${reportID}`,
      `CREATE SUBSCRIPTION ${subscriptionID}`,
    ]);
    await send("GET", "/programs");
    await send("GET", `/events/${eventID}`);
    await send("PUT", `/programs/${programID}`, { programName: "q" });
    await send("PUT", `/programs/${programID}`, {});
    expect(told()).toEqual([`READ EVENT ${eventID}`, `UPDATE PROGRAM ${programID}`]);
    let subscribersAtDelete = 0;
    core.changes.add(({ operation, objectType }) => {
      if (operation !== "DELETE" || objectType !== "PROGRAM") return;
      subscribersAtDelete = core.stores["3.1.0"].subscriptions.size;
      expect(core.stores["3.1.0"].programs.size).toBe(0);
    });
    await send("DELETE", `/programs/${programID}`);
    expect(told()).toEqual([
      `DELETE REPORT ${reportID}`,
      `DELETE EVENT ${eventID}`,
      `DELETE PROGRAM ${programID}`,
      `DELETE SUBSCRIPTION ${subscriptionID}`,
    ]);
    // So that its subscribers can be told.
    expect(subscribersAtDelete).toBe(1);
  });

  it("carry the object as business logic sees it, and as each client does", async () => {
    const clients = [
      { clientId: "bl", clientSecret: "s", role: "BL" },
      { clientId: "client-b", clientSecret: "s", role: "VEN" },
    ] as const;
    const { core, changes, send } = newCore({ clients, bearerToken: "t" });
    const authorized = async (path: string, body: object) => {
      const request = new Request(base + path, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: "Bearer t" },
        body: JSON.stringify(body),
      });
      const answer = toResponse(await core.answer(fromRequest(request)));
      return (await answer.json()) as { readonly id: string };
    };
    await send("POST", "/programs", { programName: "refused" });
    expect(changes).toEqual([]);
    const ven = { objectType: "BL_VEN_REQUEST", venName: "a", targets: ["group-1"] };
    await authorized("/vens", { ...ven, clientID: "client-a" });
    const { id: programID } = await authorized("/programs", {
      programName: "p",
      targets: ["group-1", "group-2"],
    });
    const [made, program] = changes;
    expect(made).toMatchObject({ objectType: "VEN", clientId: "client-a", protocol: "3.1.0" });
    expect(made?.seenBy("client-a")).toMatchObject({ venName: "a", targets: ["group-1"] });
    expect(made?.seenBy("client-b")).toBeUndefined();
    expect(made?.seenBy("bl")).toMatchObject({ venName: "a" });
    expect(program?.object).toMatchObject({ id: programID, targets: ["group-1", "group-2"] });
    expect(program?.seenBy("client-a")).toMatchObject({ targets: ["group-1"] });
    expect(program?.seenBy("client-a", ["group-2"])).toBeUndefined();
    expect(program?.seenBy("client-b")).toBeUndefined();
    expect(program?.seenBy("bearer-token-1")).toMatchObject({ targets: ["group-1", "group-2"] });
  });

  it("are made whether those who listen fail or not", async () => {
    const logger = new RecordingLogger();
    const { core, send, told } = newCore({ logger });
    core.changes.add(() => {
      throw new Error("my own fault");
    });
    const { id } = await send("POST", "/programs", { programName: "p" });
    expect(told()).toEqual([`CREATE PROGRAM ${id}`]);
    expect(logger.records).toEqual([
      { level: "error", message: MOCK_VTN_LOG.callbackFailed, fields: { reason: "my own fault" } },
    ]);
  });
});
