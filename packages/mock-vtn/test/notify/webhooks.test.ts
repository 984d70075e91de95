import { ManualClock, RecordingLogger } from "@ven/core/testing";
import {
  createMockVtn,
  type MockVtnOptions,
  NOTIFY_LOG,
  type StartMockVtnOptions,
  startMockVtn,
} from "@ven/mock-vtn";
import { notificationSchema as notificationSchema301 } from "@ven/openadr-schema/3.0.1";
import { notificationSchema as notificationSchema310 } from "@ven/openadr-schema/3.1.0";
import { describe, expect, it } from "vitest";
import { type Answer, accept, refuse, startReceiver } from "../support/receiver.ts";
import { clientCaller, vtnCaller } from "../support/vtn-caller.ts";

interface Notification {
  readonly objectType: string;
  readonly operation: string;
  readonly object: { readonly id: string; readonly targets?: unknown };
}

type Receiver = Awaited<ReturnType<typeof startReceiver>>;

/** The notifications that a receiver got, challenges left out. */
function notified(receiver: Receiver): readonly Notification[] {
  return receiver.calls
    .filter(({ method }) => method === "POST")
    .map(({ body }) => JSON.parse(body));
}

const summaries = (receiver: Receiver) =>
  notified(receiver).map(({ objectType, operation, object }) =>
    [objectType, operation, object.id].join(" "),
  );

/** A wish to hear of everything. */
const everything = (url: string, more = {}) => ({
  clientName: "c",
  objectOperations: [
    {
      objects: ["PROGRAM", "EVENT", "REPORT", "SUBSCRIPTION", "VEN", "RESOURCE"],
      operations: ["CREATE", "UPDATE", "DELETE"],
      callbackUrl: url,
    },
  ],
  ...more,
});

async function startOpenVtn(
  options: StartMockVtnOptions = {},
  protocol: "3.0.1" | "3.1.0" = "3.1.0",
) {
  const running = await startMockVtn(options);
  return Object.assign(running, { call: vtnCaller(running.vtnUrls[protocol]) });
}

describe("a subscription", () => {
  it("hears of each operation on each kind of object, in order, in the words of 3.1.0", async () => {
    await using receiver = await startReceiver();
    await using running = await startOpenVtn();
    const { call, vtn } = running;
    expect((await call("POST", "/subscriptions", everything(receiver.url))).status).toBe(201);
    const program = (await call("POST", "/programs", { programName: "p" })).body.id;
    const event = (await call("POST", "/events", { programID: program })).body.id;
    const report = { eventID: event, clientName: "c", resources: [] };
    const reportId = (await call("POST", "/reports", report)).body.id;
    await call("PUT", `/events/${event}`, { programID: program, eventName: "e" });
    const venBody = { objectType: "BL_VEN_REQUEST", clientID: "ven-client", venName: "v" };
    const ven = (await call("POST", "/vens", venBody)).body.id;
    const resourceBody = {
      objectType: "BL_RESOURCE_REQUEST",
      clientID: "ven-client",
      venID: ven,
      resourceName: "r",
    };
    const resource = (await call("POST", "/resources", resourceBody)).body.id;
    await call("DELETE", `/vens/${ven}`);
    await call("DELETE", `/programs/${program}`);
    await vtn.notificationsSettled();
    expect(summaries(receiver)).toEqual([
      `PROGRAM CREATE ${program}`,
      `EVENT CREATE ${event}`,
      `REPORT CREATE ${reportId}`,
      `EVENT UPDATE ${event}`,
      `VEN CREATE ${ven}`,
      `RESOURCE CREATE ${resource}`,
      `RESOURCE DELETE ${resource}`,
      `VEN DELETE ${ven}`,
      `REPORT DELETE ${reportId}`,
      `EVENT DELETE ${event}`,
      `PROGRAM DELETE ${program}`,
    ]);
    for (const notification of notified(receiver)) {
      expect(notificationSchema310.safeParse(notification).error).toBeUndefined();
    }
    expect(vtn.webhooks).toMatchObject([{ deliveredCount: 11, waitingCount: 0, isBroken: false }]);
  });

  it("hears in 3.0.1 of the HTTP method", async () => {
    await using receiver = await startReceiver();
    await using running = await startOpenVtn({}, "3.0.1");
    const { call, vtn } = running;
    const program = (await call("POST", "/programs", { programName: "p" })).body.id;
    const wish = everything(receiver.url, { programID: program });
    await call("POST", "/subscriptions", wish);
    const event = (await call("POST", "/events", { programID: program, intervals: [] })).body.id;
    await call("PUT", `/events/${event}`, { programID: program, intervals: [] });
    await call("DELETE", `/events/${event}`);
    await vtn.notificationsSettled();
    expect(summaries(receiver)).toEqual([
      `EVENT POST ${event}`,
      `EVENT PUT ${event}`,
      `EVENT DELETE ${event}`,
    ]);
    for (const notification of notified(receiver)) {
      expect(notificationSchema301.safeParse(notification).error).toBeUndefined();
    }
  });

  it("hears that an object was read, where it asks for that", async () => {
    await using receiver = await startReceiver();
    await using running = await startOpenVtn();
    const { call, vtn } = running;
    const program = (await call("POST", "/programs", { programName: "p" })).body.id;
    await call("POST", "/subscriptions", {
      clientName: "c",
      objectOperations: [{ objects: ["PROGRAM"], operations: ["READ"], callbackUrl: receiver.url }],
    });
    await call("GET", `/programs/${program}`);
    await vtn.notificationsSettled();
    expect(summaries(receiver)).toEqual([`PROGRAM READ ${program}`]);
  });

  it("sends each wish to its own receiver, with its own token, and nothing else", async () => {
    await using programs = await startReceiver();
    await using events = await startReceiver();
    await using running = await startOpenVtn();
    const { call, vtn } = running;
    await call("POST", "/subscriptions", {
      clientName: "c",
      objectOperations: [
        {
          objects: ["PROGRAM"],
          operations: ["DELETE"],
          callbackUrl: programs.url,
          bearerToken: "for-programs",
        },
        { objects: ["EVENT"], operations: ["CREATE"], callbackUrl: events.url },
      ],
    });
    const program = (await call("POST", "/programs", { programName: "p" })).body.id;
    const event = (await call("POST", "/events", { programID: program })).body.id;
    await call("DELETE", `/programs/${program}`);
    await vtn.notificationsSettled();
    expect(summaries(programs)).toEqual([`PROGRAM DELETE ${program}`]);
    expect(summaries(events)).toEqual([`EVENT CREATE ${event}`]);
    const tokens = (receiver: Receiver) => receiver.calls.map(({ authorization }) => authorization);
    expect(tokens(programs)).toEqual(["Bearer for-programs", "Bearer for-programs"]);
    expect(tokens(events)).toEqual([undefined, undefined]);
  });

  it.each(["3.0.1", "3.1.0"] as const)("hears of its program alone in %s", async (protocol) => {
    await using receiver = await startReceiver();
    await using running = await startOpenVtn({}, protocol);
    const { call, vtn } = running;
    const wanted = (await call("POST", "/programs", { programName: "p" })).body.id;
    const other = (await call("POST", "/programs", { programName: "q" })).body.id;
    await call("POST", "/subscriptions", everything(receiver.url, { programID: wanted }));
    const heard: string[] = [];
    for (const programID of [wanted, other]) {
      const event = (await call("POST", "/events", { programID, intervals: [] })).body.id;
      const body = { eventID: event, clientName: "c", resources: [] };
      const named = protocol === "3.0.1" ? { ...body, programID } : body;
      const report = (await call("POST", "/reports", named)).body.id;
      if (programID === wanted) heard.push(event, report);
    }
    await call("DELETE", `/programs/${other}`);
    await vtn.notificationsSettled();
    expect(notified(receiver).map(({ object }) => object.id)).toEqual(heard);
  });

  it("hears in 3.0.1 of what carries one of its targets", async () => {
    await using receiver = await startReceiver();
    await using running = await startOpenVtn({}, "3.0.1");
    const { call, vtn } = running;
    const programID = (await call("POST", "/programs", { programName: "p" })).body.id;
    const targets = [{ type: "GROUP", values: ["a", "b"] }];
    await call("POST", "/subscriptions", everything(receiver.url, { programID, targets }));
    const createEvent = async (type?: string, ...values: string[]) => {
      const own = type === undefined ? {} : { targets: [{ type, values }] };
      return (await call("POST", "/events", { programID, intervals: [], ...own })).body.id;
    };
    const heard = [await createEvent("GROUP", "b", "c")];
    await createEvent("GROUP", "c");
    await createEvent("VEN_NAME", "a");
    await createEvent();
    await vtn.notificationsSettled();
    expect(notified(receiver).map(({ object }) => object.id)).toEqual(heard);
  });

  it("hears in 3.1.0 of what carries one of its targets, and of reports", async () => {
    await using receiver = await startReceiver();
    await using running = await startOpenVtn();
    const { call, vtn } = running;
    const programID = (await call("POST", "/programs", { programName: "p" })).body.id;
    await call("POST", "/subscriptions", everything(receiver.url, { targets: ["a", "b"] }));
    const createEvent = async (...targets: string[]) =>
      (await call("POST", "/events", { programID, targets })).body.id;
    const event = await createEvent("b", "c");
    await createEvent("c");
    await createEvent();
    const report = { eventID: event, clientName: "c", resources: [] };
    const heard = [event, (await call("POST", "/reports", report)).body.id];
    await vtn.notificationsSettled();
    expect(notified(receiver).map(({ object }) => object.id)).toEqual(heard);
    expect(notified(receiver)[0]?.object.targets).toEqual(["b", "c"]);
  });

  it("makes a fresh start when the VTN is restored", async () => {
    await using receiver = await startReceiver();
    await using running = await startOpenVtn({ webhooks: { maxTries: 1 } });
    const { call, vtn } = running;
    await call("POST", "/subscriptions", everything(receiver.url));
    const snapshot = vtn.snapshot();
    receiver.answer = refuse(500);
    await call("POST", "/programs", { programName: "p" });
    await vtn.notificationsSettled();
    expect(vtn.webhooks).toMatchObject([{ isBroken: true }]);
    vtn.restore(snapshot);
    receiver.answer = accept;
    await call("POST", "/programs", { programName: "p" });
    await vtn.notificationsSettled();
    expect(vtn.webhooks).toMatchObject([{ isBroken: false, deliveredCount: 1 }]);
  });

  it("ends with its deletion, and goes on with another address after a change", async () => {
    await using first = await startReceiver();
    await using second = await startReceiver();
    await using running = await startOpenVtn();
    const { call, vtn } = running;
    const id = (await call("POST", "/subscriptions", everything(first.url))).body.id;
    await call("PUT", `/subscriptions/${id}`, everything(second.url));
    await call("POST", "/programs", { programName: "p" });
    await call("DELETE", `/subscriptions/${id}`);
    await call("POST", "/programs", { programName: "q" });
    await vtn.notificationsSettled();
    expect(notified(first)).toEqual([]);
    expect(notified(second).map(({ objectType }) => objectType)).toEqual(["PROGRAM"]);
    expect(vtn.webhooks).toEqual([]);
  });
});

describe("the challenge of a subscription", () => {
  const notTheEcho: Answer = (outgoing) => outgoing.end("hello");

  it.each([
    ["answers 404", refuse(404), "404"],
    ["gives another text", notTheEcho, "did not give the ?echo= value back"],
  ])("refuses with 400 a receiver that %s", async (_, answer, detail) => {
    await using receiver = await startReceiver();
    receiver.answer = answer;
    await using running = await startOpenVtn();
    const refused = await running.call("POST", "/subscriptions", everything(receiver.url));
    expect(refused.status).toBe(400);
    expect(refused.body.detail).toContain("objectOperations[0].callbackUrl: ");
    expect(refused.body.detail).toContain(detail);
    expect(running.vtn["3.1.0"].subscriptions).toEqual([]);
  });

  it("keeps a subscription as it was when its new receiver fails", async () => {
    await using receiver = await startReceiver();
    await using running = await startOpenVtn();
    const { call, vtn } = running;
    const { id } = (await call("POST", "/subscriptions", everything(receiver.url))).body;
    receiver.answer = refuse(500);
    const refused = await call("PUT", `/subscriptions/${id}`, everything(`${receiver.url}2`));
    expect(refused.status).toBe(400);
    expect(JSON.stringify(vtn["3.1.0"].subscriptions)).not.toContain("callback2");
  });

  it("is sent once to each receiver, and not at all where it is turned off", async () => {
    await using receiver = await startReceiver();
    await using asking = await startOpenVtn();
    const [wish] = everything(receiver.url).objectOperations;
    const body = { clientName: "c", objectOperations: [wish, wish] };
    await asking.call("POST", "/subscriptions", body);
    expect(receiver.calls).toHaveLength(1);
    await using trusting = await startOpenVtn({ webhooks: { hasChallenge: false } });
    expect((await trusting.call("POST", "/subscriptions", body)).status).toBe(201);
    expect(receiver.calls).toHaveLength(1);
  });

  it.each([true, false])(
    "does not let a VTN be sent to other machines (challenge: %s)",
    async (on) => {
      await using running = await startOpenVtn({ webhooks: { hasChallenge: on } });
      for (const url of [
        "http://169.254.169.254/latest",
        "ftp://localhost/",
        "https://u:p@a.test/",
      ]) {
        const refused = await running.call("POST", "/subscriptions", everything(url));
        expect([url, refused.status]).toEqual([url, 400]);
        expect(refused.body.detail).toContain("callbackUrl: ");
      }
    },
  );

  it("does not lead others to this machine when they reach the VTN, unless a host is named", async () => {
    await using receiver = await startReceiver();
    await using exposed = await startMockVtn({ host: "0.0.0.0" });
    const url = `http://127.0.0.1:${exposed.port}/openadr3/3.1.0`;
    const refused = await vtnCaller(url)("POST", "/subscriptions", everything(receiver.url));
    expect([refused.status, receiver.calls]).toEqual([400, []]);
    const webhooks = { allowedHosts: ["localhost"] };
    await using named = await startMockVtn({ host: "0.0.0.0", webhooks });
    const namedUrl = `http://127.0.0.1:${named.port}/openadr3/3.1.0`;
    const taken = await vtnCaller(namedUrl)("POST", "/subscriptions", everything(receiver.url));
    expect(taken.status).toBe(201);
  });
});

describe("object privacy of notifications in 3.1.0", () => {
  const clients = [
    { clientId: "bl", clientSecret: "secret", role: "BL" },
    { clientId: "ven-a", clientSecret: "secret", role: "VEN" },
    { clientId: "ven-b", clientSecret: "secret", role: "VEN" },
  ] as const;

  it("tells a VEN of its own objects and of what is targeted at it, and hides other targets", async () => {
    await using receiverA = await startReceiver();
    await using receiverB = await startReceiver();
    await using receiverTargetedB = await startReceiver();
    await using receiverBl = await startReceiver();
    await using running = await startMockVtn({ clients });
    const url = running.vtnUrls["3.1.0"];
    const bl = await clientCaller(url, "bl");
    const venA = await clientCaller(url, "ven-a");
    const venB = await clientCaller(url, "ven-b");
    const grant = (clientID: string, target: string) =>
      bl("POST", "/vens", {
        objectType: "BL_VEN_REQUEST",
        clientID,
        venName: clientID,
        targets: [target],
      });
    await grant("ven-a", "group-a");
    await grant("ven-b", "group-b");
    const subscribe = (call: typeof bl, to: Receiver, targets?: string[]) =>
      call("POST", "/subscriptions", everything(to.url, targets === undefined ? {} : { targets }));
    await subscribe(venA, receiverA, ["group-a", "group-b"]);
    await subscribe(venB, receiverTargetedB, ["group-b"]);
    await subscribe(venB, receiverB);
    await subscribe(bl, receiverBl);
    const program = (await bl("POST", "/programs", { programName: "p" })).body.id;
    const createEvent = async (...targets: string[]) =>
      (await bl("POST", "/events", { programID: program, targets })).body.id;
    const forBoth = await createEvent("group-a", "group-b");
    const forB = await createEvent("group-b");
    const forAll = await createEvent();
    const venObject = { objectType: "VEN_VEN_REQUEST", venName: "own" };
    const own = (await venB("POST", "/vens", venObject)).body.id;
    await running.vtn.notificationsSettled();
    const ids = (receiver: Receiver) => notified(receiver).map(({ object }) => object.id);
    // As in a search, who names targets hears of what carries one of them.
    expect(ids(receiverA)).toEqual([forBoth]);
    expect(notified(receiverA)[0]?.object.targets).toEqual(["group-a"]);
    // And who names none, of what carries none: it takes a second subscription to hear of both.
    expect(ids(receiverB)).toEqual([program, forAll, own]);
    expect(ids(receiverTargetedB)).toEqual([forBoth, forB]);
    expect(ids(receiverBl)).toEqual([program, forBoth, forB, forAll, own]);
  });
});

describe("a receiver that fails", () => {
  const oneWish = (url: string) => everything(url);

  it("is tried again on the VTN's clock, and told to be broken at last", async () => {
    const clock = new ManualClock();
    const logger = new RecordingLogger();
    await using receiver = await startReceiver();
    await using running = await startOpenVtn({ clock, logger, webhooks: { maxTries: 3 } });
    const { call, vtn } = running;
    const { id } = (await call("POST", "/subscriptions", oneWish(receiver.url))).body;
    receiver.answer = refuse(503);
    await call("POST", "/programs", { programName: "p" });
    for (const pauseMs of [1_000, 2_000]) {
      await vtn.notificationsSettled();
      await clock.advance(pauseMs);
    }
    await vtn.notificationsSettled();
    expect(summaries(receiver)).toHaveLength(3);
    expect(vtn.webhooks).toEqual([
      {
        protocol: "3.1.0",
        subscriptionId: id,
        callbackUrl: receiver.url,
        isBroken: true,
        deliveredCount: 0,
        waitingCount: 0,
        droppedCount: 1,
        lastFailure: "the receiver answered 503",
      },
    ]);
    expect(logger.messages("error")).toEqual([NOTIFY_LOG.broken]);
    await call("POST", "/programs", { programName: "q" });
    await vtn.notificationsSettled();
    expect(summaries(receiver)).toHaveLength(3);
    receiver.answer = accept;
    await call("PUT", `/subscriptions/${id}`, oneWish(receiver.url));
    await call("POST", "/programs", { programName: "r" });
    await vtn.notificationsSettled();
    expect(vtn.webhooks).toMatchObject([{ isBroken: false, deliveredCount: 1 }]);
  });

  it("keeps no other receiver of its subscription from hearing all, in order", async () => {
    const clock = new ManualClock();
    const logger = new RecordingLogger();
    await using failing = await startReceiver();
    await using healthy = await startReceiver();
    await using running = await startOpenVtn({ clock, logger, webhooks: { maxTries: 2 } });
    const { call, vtn } = running;
    const [wish] = oneWish(failing.url).objectOperations;
    // The same address with another token is a receiver of its own.
    const objectOperations = [
      wish,
      { ...wish, callbackUrl: healthy.url },
      { ...wish, callbackUrl: healthy.url, bearerToken: "t" },
    ];
    const body = { ...oneWish(failing.url), objectOperations };
    const { id } = (await call("POST", "/subscriptions", body)).body;
    failing.answer = refuse(503);
    const ids: string[] = [];
    const create = async (programName: string) => {
      ids.push((await call("POST", "/programs", { programName })).body.id);
      await vtn.notificationsSettled();
    };
    await create("p");
    await create("q");
    await clock.advance(1_000);
    await vtn.notificationsSettled();
    await create("r");
    const heard = (authorization: string | undefined) =>
      healthy.calls
        .filter((one) => one.method === "POST" && one.authorization === authorization)
        .map((one) => JSON.parse(one.body).object.id);
    expect([heard(undefined), heard("Bearer t")]).toEqual([ids, ids]);
    const counts = { isBroken: false, deliveredCount: 3, droppedCount: 0 };
    expect(vtn.webhooks).toMatchObject([
      { callbackUrl: failing.url, isBroken: true, deliveredCount: 0, droppedCount: 3 },
      { callbackUrl: healthy.url, ...counts },
      { callbackUrl: healthy.url, ...counts },
    ]);
    expect(logger.records.find(({ level }) => level === "error")?.fields).toMatchObject({
      subscriptionId: id,
      origin: new URL(failing.url).origin,
    });
    failing.answer = accept;
    await call("PUT", `/subscriptions/${id}`, { ...body, objectOperations: [wish] });
    await create("s");
    expect(vtn.webhooks).toMatchObject([
      { callbackUrl: failing.url, isBroken: false, deliveredCount: 1 },
    ]);
    expect(heard("Bearer t")).toEqual(ids.slice(0, 3));
  });

  it("holds nothing up when the VTN is reset or closed", async () => {
    const clock = new ManualClock();
    await using receiver = await startReceiver();
    const running = await startOpenVtn({ clock });
    const { call, vtn } = running;
    await call("POST", "/subscriptions", oneWish(receiver.url));
    receiver.answer = () => undefined;
    await call("POST", "/programs", { programName: "p" });
    vtn.reset();
    await vtn.notificationsSettled();
    expect(vtn.webhooks).toEqual([]);
    await running.close();
    expect(clock.pendingTimerCount).toBe(0);
  });

  it("leaves the request that told it untouched", async () => {
    const vtn = createMockVtn({ webhooks: { hasChallenge: false, maxTries: 1 } } as MockVtnOptions);
    const post = (path: string, body: object) =>
      vtn.handle(
        new Request(`http://vtn.test/openadr3/3.1.0${path}`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify(body),
        }),
      );
    expect((await post("/subscriptions", oneWish("http://127.0.0.1:1/"))).status).toBe(201);
    expect((await post("/programs", { programName: "p" })).status).toBe(201);
    await vtn.notificationsSettled();
    expect(vtn.webhooks).toMatchObject([{ isBroken: true }]);
    await vtn.close();
  });
});

describe("the webhook options", () => {
  it.each([{ timeoutMs: 0 }, { maxTries: 1.5 }, { firstPauseMs: -1 }, { maxWaiting: 0 }])(
    "refuse %o",
    (webhooks) => {
      expect(() => createMockVtn({ webhooks })).toThrow("webhooks: ");
    },
  );
});
