import { RecordingLogger } from "@ven/core/testing";
import { createMockVtn, NOTIFY_LOG, startMockVtn } from "@ven/mock-vtn";
import {
  API_OPERATIONS,
  type NotifiersResponse,
  type NotifierTopicsResponse,
  notificationSchema,
} from "@ven/openadr-schema/3.1.0";
import { connectAsync } from "mqtt";
import { describe, expect, it } from "vitest";
import { startBroker } from "../support/broker.ts";
import { clientCaller, vtnCaller } from "../support/vtn-caller.ts";

/** A client that hears of some topics, and keeps what comes on them. */
async function subscribe(url: string, topics: string | string[]) {
  const client = await connectAsync(url);
  const heard: { readonly topic: string; readonly text: string }[] = [];
  client.on("message", (topic, payload) => heard.push({ topic, text: payload.toString() }));
  await client.subscribeAsync(topics, { qos: 1 });
  return {
    heard,
    /** Waits for a message that this client sends itself, behind all that came before. */
    async settled() {
      await client.subscribeAsync("settled", { qos: 1 });
      const came = new Promise<void>((resolve) => {
        client.on("message", (topic) => topic === "settled" && resolve());
      });
      await client.publishAsync("settled", "", { qos: 1 });
      await came;
      return heard.filter(({ topic }) => topic !== "settled");
    },
    [Symbol.asyncDispose]: () => client.endAsync(true),
  };
}

describe("the MQTT notifier of 3.1.0", () => {
  it("publishes each change on every topic that the topic operations name for it", async () => {
    await using broker = await startBroker();
    await using running = await startMockVtn({ mqtt: { url: broker.url, topicPrefix: "vtn-1/" } });
    await using listener = await subscribe(broker.url, "vtn-1/#");
    const call = vtnCaller(running.vtnUrls["3.1.0"]);
    const program = (await call("POST", "/programs", { programName: "p" })).body.id;
    const venBody = { objectType: "BL_VEN_REQUEST", clientID: "ven-client", venName: "v" };
    const ven = (await call("POST", "/vens", venBody)).body.id;
    const resourceBody = {
      objectType: "BL_RESOURCE_REQUEST",
      clientID: "ven-client",
      venID: ven,
      resourceName: "r",
    };
    await call("POST", "/resources", resourceBody);
    const event = (await call("POST", "/events", { programID: program })).body.id;
    await call("POST", "/reports", { eventID: event, clientName: "c", resources: [] });
    await call("PUT", `/programs/${program}`, { programName: "q" });
    await call("GET", `/programs/${program}`);
    await call("DELETE", `/vens/${ven}`);
    await running.vtn.notificationsSettled();
    const heard = await listener.settled();
    expect(heard.map(({ topic }) => topic)).toEqual(
      [
        "programs/create",
        "vens/create",
        "resources/create",
        `resources/vens/${ven}/create`,
        "events/create",
        `events/programs/${program}/create`,
        `events/vens/${ven}/create`,
        "reports/create",
        "programs/update",
        `programs/${program}/update`,
        `programs/vens/${ven}/update`,
        "resources/delete",
        `resources/vens/${ven}/delete`,
        "vens/delete",
        `vens/${ven}/delete`,
      ].map((topic) => `vtn-1/${topic}`),
    );
    for (const { text } of heard) {
      expect(notificationSchema.safeParse(JSON.parse(text)).error).toBeUndefined();
    }
    expect(JSON.parse(heard[4]?.text ?? "")).toMatchObject({
      objectType: "EVENT",
      operation: "CREATE",
      object: { id: event, programID: program },
    });
  });

  it("names in every topic operation topics on which it then publishes", async () => {
    await using broker = await startBroker();
    await using running = await startMockVtn({ mqtt: { url: broker.url } });
    const call = vtnCaller(running.vtnUrls["3.1.0"]);
    const program = (await call("POST", "/programs", { programName: "p" })).body.id;
    const venBody = { objectType: "BL_VEN_REQUEST", clientID: "ven-client", venName: "v" };
    const ven = (await call("POST", "/vens", venBody)).body.id;
    const expected: string[] = [];
    const paths = Object.values(API_OPERATIONS).map(({ path }) => path);
    for (const path of paths.filter((path) => path.startsWith("/notifiers/mqtt"))) {
      const filled = path.replace("{programID}", program).replace("{venID}", ven);
      const { body } = await call<NotifierTopicsResponse>("GET", filled);
      const { CREATE, UPDATE, DELETE } = body.topics;
      expected.push(...[CREATE ?? [], UPDATE, DELETE].flat());
    }
    expect(expected).toHaveLength(12 * 3 - 2);
    await using listener = await subscribe(broker.url, expected);
    await call("POST", "/programs", { programName: "q" });
    await call("PUT", `/programs/${program}`, { programName: "p2" });
    const event = (await call("POST", "/events", { programID: program })).body.id;
    await call("PUT", `/events/${event}`, { programID: program });
    const report = { eventID: event, clientName: "c", resources: [] };
    const reportId = (await call("POST", "/reports", report)).body.id;
    await call("PUT", `/reports/${reportId}`, report);
    const subscription = { clientName: "c", objectOperations: [] };
    const subscriptionId = (await call("POST", "/subscriptions", subscription)).body.id;
    await call("PUT", `/subscriptions/${subscriptionId}`, subscription);
    await call("DELETE", `/subscriptions/${subscriptionId}`);
    await call("POST", "/vens", { ...venBody, venName: "w" });
    await call("PUT", `/vens/${ven}`, venBody);
    const resource = {
      objectType: "BL_RESOURCE_REQUEST",
      clientID: "ven-client",
      venID: ven,
      resourceName: "r",
    };
    const resourceId = (await call("POST", "/resources", resource)).body.id;
    await call("PUT", `/resources/${resourceId}`, resource);
    await call("DELETE", `/programs/${program}`);
    await call("DELETE", `/vens/${ven}`);
    await running.vtn.notificationsSettled();
    const heard = new Set((await listener.settled()).map(({ topic }) => topic));
    expect(expected.filter((topic) => !heard.has(topic))).toEqual([]);
  });

  it("tells a VEN on its own topics of what it may see, without foreign targets", async () => {
    await using broker = await startBroker();
    const client = (clientId: string, role: "BL" | "VEN") => ({
      clientId,
      clientSecret: "secret",
      role,
    });
    await using running = await startMockVtn({
      clients: [client("bl", "BL"), client("ven-a", "VEN"), client("ven-b", "VEN")],
      mqtt: { url: broker.url },
    });
    const bl = await clientCaller(running.vtnUrls["3.1.0"], "bl");
    const grant = async (clientID: string, ...targets: string[]) =>
      (
        await bl("POST", "/vens", {
          objectType: "BL_VEN_REQUEST",
          clientID,
          venName: clientID,
          targets,
        })
      ).body.id;
    const venA = await grant("ven-a", "group-a");
    const venB = await grant("ven-b", "group-b");
    await using topicsOfA = await subscribe(broker.url, `events/vens/${venA}/+`);
    await using topicsOfB = await subscribe(broker.url, `events/vens/${venB}/+`);
    const programID = (await bl("POST", "/programs", { programName: "p" })).body.id;
    const createEvent = async (...targets: string[]) =>
      (await bl("POST", "/events", { programID, targets })).body.id;
    const forBoth = await createEvent("group-a", "group-b");
    const forB = await createEvent("group-b");
    await running.vtn.notificationsSettled();
    const objects = async (listener: typeof topicsOfA) =>
      (await listener.settled()).map(({ text }) => JSON.parse(text).object);
    expect(await objects(topicsOfA)).toMatchObject([{ id: forBoth, targets: ["group-a"] }]);
    expect(await objects(topicsOfB)).toMatchObject([
      { id: forBoth, targets: ["group-b"] },
      { id: forB, targets: ["group-b"] },
    ]);
  });

  it("says in GET /notifiers where clients find the broker, and how they log in", async () => {
    await using broker = await startBroker();
    await using plain = await startMockVtn({ mqtt: { url: broker.url, password: "canary" } });
    const answer = await vtnCaller(plain.vtnUrls["3.1.0"])<NotifiersResponse>("GET", "/notifiers");
    expect(answer.body).toEqual({
      WEBHOOK: true,
      MQTT: {
        URIS: [broker.url],
        serialization: "JSON",
        authentication: { method: "ANONYMOUS" },
      },
    });
    await using named = await startMockVtn({
      mqtt: {
        url: broker.url,
        clientUrls: ["mqtts://broker.example.com"],
        authentication: { method: "OAUTH2_BEARER_TOKEN", username: "{clientID}" },
      },
    });
    const { body } = await vtnCaller(named.vtnUrls["3.1.0"])<NotifiersResponse>(
      "GET",
      "/notifiers",
    );
    expect(body.MQTT).toEqual({
      URIS: ["mqtts://broker.example.com"],
      serialization: "JSON",
      authentication: { method: "OAUTH2_BEARER_TOKEN", username: "{clientID}" },
    });
  });

  it("starts and serves without its broker, and says so once", async () => {
    const broker = await startBroker();
    await broker.close();
    const logger = new RecordingLogger();
    await using running = await startMockVtn({ mqtt: { url: broker.url }, logger });
    const call = vtnCaller(running.vtnUrls["3.1.0"]);
    expect((await call("POST", "/programs", { programName: "p" })).status).toBe(201);
    await running.vtn.notificationsSettled();
    expect(logger.messages("warn")).toEqual([NOTIFY_LOG.mqttLost]);
    expect(logger.messages("error")).toEqual([]);
  });

  it("says nothing of 3.0.1, which has no MQTT", async () => {
    await using broker = await startBroker();
    await using running = await startMockVtn({ mqtt: { url: broker.url } });
    await using listener = await subscribe(broker.url, "#");
    await vtnCaller(running.vtnUrls["3.0.1"])("POST", "/programs", { programName: "p" });
    await running.vtn.notificationsSettled();
    const topics = (await listener.settled()).map(({ topic }) => topic);
    expect(topics.filter((topic) => !topic.startsWith("$SYS"))).toEqual([]);
  });

  it("refuses options that cannot be", () => {
    expect(() => createMockVtn({ mqtt: { url: "http://localhost" } })).toThrow("mqtt: url");
    const options = { mqtt: { url: "mqtt://localhost", topicPrefix: "vtn/#/" } };
    expect(() => createMockVtn(options)).toThrow("mqtt: topicPrefix");
  });
});
