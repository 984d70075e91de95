import { type AddressInfo, createServer } from "node:net";
import { RecordingLogger } from "@ven/core/testing";
import { connectAsync } from "mqtt";
import { describe, expect, it } from "vitest";
import { checkMqttOptions, type MockVtnMqttOptions } from "../../src/notify/mqtt-options.ts";
import { MqttPublisher } from "../../src/notify/mqtt-publisher.ts";
import { NOTIFY_LOG } from "../../src/notify/notify-log.ts";
import { Underway } from "../../src/notify/underway.ts";
import { startBroker } from "../support/broker.ts";

/** A client that keeps what comes on every topic. */
async function listen(url: string) {
  const client = await connectAsync(url);
  const messages: string[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  client.on("message", (topic, payload) => {
    messages.push(`${topic} ${payload}`);
    for (const { count, resolve } of waiting) if (messages.length >= count) resolve();
  });
  await client.subscribeAsync("#", { qos: 1 });
  return {
    messages,
    received: (count: number) =>
      new Promise<void>((resolve) => {
        if (messages.length >= count) resolve();
        else waiting.push({ count, resolve });
      }),
    [Symbol.asyncDispose]: () => client.endAsync(true),
  };
}

function newPublisher(options: MockVtnMqttOptions) {
  const logger = new RecordingLogger();
  const underway = new Underway();
  const publisher = new MqttPublisher(options, logger, underway);
  return { publisher, logger, underway, [Symbol.asyncDispose]: () => publisher.close() };
}

describe("MqttPublisher", () => {
  it("publishes in order, also what was given to it before the broker was reached", async () => {
    await using broker = await startBroker();
    await using listener = await listen(broker.url);
    await using vtn = newPublisher({ url: broker.url });
    vtn.publisher.publish("events/create", "1");
    vtn.publisher.publish("events/update", "2");
    await vtn.publisher.ready;
    vtn.publisher.publish("events/delete", "3");
    await vtn.underway.settled();
    await listener.received(3);
    expect(listener.messages).toEqual(["events/create 1", "events/update 2", "events/delete 3"]);
  });

  it("logs in, and has the last message kept where asked to", async () => {
    const logins: unknown[] = [];
    await using broker = await startBroker({
      authenticate: (_client, username, password, done) => {
        logins.push([username, password?.toString()]);
        done(null, true);
      },
    });
    await using vtn = newPublisher({
      url: broker.url,
      username: "vtn",
      password: "secret",
      isRetained: true,
    });
    vtn.publisher.publish("events/create", "1");
    await vtn.publisher.ready;
    await vtn.underway.settled();
    await using late = await listen(broker.url);
    await late.received(1);
    expect(late.messages).toEqual(["events/create 1"]);
    expect(logins[0]).toEqual(["vtn", "secret"]);
  });

  it("connects again after a loss, and delivers what came meanwhile", async () => {
    const first = await startBroker();
    await using vtn = newPublisher({ url: first.url, isRetained: true });
    await vtn.publisher.ready;
    await first.close();
    while (vtn.logger.messages("warn").length === 0) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    vtn.publisher.publish("events/create", "1");
    // Nothing is under way to a broker that is away.
    await vtn.underway.settled();
    await using second = await startBroker({ port: first.port });
    await using listener = await listen(second.url);
    await listener.received(1);
    expect(listener.messages).toEqual(["events/create 1"]);
    expect(vtn.logger.messages("warn")).toEqual([NOTIFY_LOG.mqttLost]);
  });

  it("sends again what the broker did not get hold of before the loss, in order", async () => {
    let triedCount = 0;
    await using broker = await startBroker({
      authorizePublish: (client, _packet, done) => {
        triedCount += 1;
        if (triedCount > 1) done(null);
        else client?.conn.destroy();
      },
    });
    await using listener = await listen(broker.url);
    await using vtn = newPublisher({ url: broker.url });
    await vtn.publisher.ready;
    vtn.publisher.publish("events/create", "1");
    vtn.publisher.publish("events/update", "2");
    await listener.received(2);
    await vtn.underway.settled();
    expect(listener.messages).toEqual(["events/create 1", "events/update 2"]);
    expect(triedCount).toBe(3);
  });

  it("keeps the newest messages while the broker is away", async () => {
    const broker = await startBroker();
    await broker.close();
    await using vtn = newPublisher({ url: broker.url, maxWaiting: 3, isRetained: true });
    await vtn.publisher.ready;
    for (const topic of ["a", "b", "c", "d", "e"]) vtn.publisher.publish(topic, "1");
    await using back = await startBroker({ port: broker.port });
    await using listener = await listen(back.url);
    await listener.received(3);
    expect(listener.messages.toSorted()).toEqual(["a 1", "d 1", "e 1"]);
    expect(vtn.logger.messages("warn")).toEqual([
      NOTIFY_LOG.mqttLost,
      NOTIFY_LOG.dropped,
      NOTIFY_LOG.dropped,
    ]);
  });

  it("says what to install where the package is missing", async () => {
    const logger = new RecordingLogger();
    const load = () => Promise.reject(new Error("Cannot find package 'mqtt'"));
    const publisher = new MqttPublisher({ url: "mqtt://a" }, logger, new Underway(), load);
    publisher.publish("a", "1");
    await expect(publisher.ready).rejects.toMatchObject({
      code: "MQTT_NOT_INSTALLED",
      message: expect.stringContaining("npm install mqtt@5"),
    });
    expect(logger.messages("error")).toEqual([NOTIFY_LOG.mqttFailed]);
    await publisher.close();
  });

  it("is closed at once, whether the broker is there, away or silent", async () => {
    const broker = await startBroker();
    const connected = newPublisher({ url: broker.url });
    await connected.publisher.ready;
    await connected.publisher.close();
    connected.publisher.publish("a", "too late");
    await connected.underway.settled();
    const closedEarly = newPublisher({ url: broker.url });
    await closedEarly.publisher.close();
    const silent = createServer((socket) => socket.on("error", () => undefined));
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const { port } = silent.address() as AddressInfo;
    const waiting = newPublisher({ url: `mqtt://127.0.0.1:${port}` });
    await new Promise((resolve) => silent.once("connection", resolve));
    await waiting.publisher.close();
    await new Promise((resolve) => silent.close(resolve));
    await broker.close();
    const away = newPublisher({ url: broker.url });
    away.publisher.publish("a", "1");
    await away.publisher.close();
    await away.underway.settled();
    expect(connected.logger.records).toEqual([]);
  });
});

describe("checkMqttOptions", () => {
  it.each([
    { url: "localhost:1883" },
    { url: "http://localhost" },
    { url: "mqtt://vtn:canary@localhost" },
    { url: "mqtt://localhost", clientUrls: ["mqtt://canary@localhost"] },
    { url: "mqtt://localhost", maxWaiting: 0 },
  ])("refuses %o without showing a credential", (options) => {
    let message = "";
    try {
      checkMqttOptions(options);
    } catch (error) {
      message = String(error);
    }
    expect(message).toContain("mqtt: ");
    expect(message).not.toContain("canary");
  });
});
