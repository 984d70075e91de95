import { getEventListeners } from "node:events";
import { InfluxError } from "@ven/influx";
import { describe, expect, it } from "vitest";
import { WriteLane } from "../../src/writing/write-lane.ts";

/** A server whose answers the test gives, one at a time. */
class HeldServer {
  readonly received: string[] = [];
  readonly #answers: ((error?: Error) => void)[] = [];
  readonly signals: AbortSignal[] = [];

  readonly post = (lines: Uint8Array, { signal }: { signal: AbortSignal }): Promise<void> =>
    new Promise((resolve, reject) => {
      this.received.push(Buffer.from(lines).toString("utf8"));
      this.signals.push(signal);
      signal.addEventListener("abort", () => reject(signal.reason));
      this.#answers.push((error) => (error === undefined ? resolve() : reject(error)));
    });

  /** Answers the oldest request, and lets what follows from it happen. */
  async answer(error?: Error): Promise<void> {
    this.#answers.shift()?.(error);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const lines = (text: string): Uint8Array => Buffer.from(text);
const outcome = (sent: Promise<void>): Promise<unknown> =>
  sent.then(
    () => "written",
    (error: unknown) => (error instanceof Error ? error.message : error),
  );

describe("a lane of writes", () => {
  it("sends the first at once, and together what came in the meantime", async () => {
    const server = new HeldServer();
    const lane = new WriteLane(server.post);
    const sent = ["a\n", "b\n", "c\n"].map((text) => outcome(lane.send(lines(text))));
    expect(server.received).toEqual(["a\n"]);
    await server.answer();
    expect(server.received).toEqual(["a\n", "b\nc\n"]);
    await server.answer();
    expect(await Promise.all(sent)).toEqual(["written", "written", "written"]);
    const later = outcome(lane.send(lines("d\n")));
    expect(server.received[2]).toBe("d\n");
    await server.answer();
    expect(await later).toBe("written");
  });

  it("puts at most 4 MiB into one request", async () => {
    const server = new HeldServer();
    const lane = new WriteLane(server.post);
    const size = 1_500_000;
    const sent = Array.from({ length: 6 }, () => lane.send(Buffer.alloc(size, "x")));
    for (let each = 0; each < 4; each += 1) await server.answer();
    await Promise.all(sent);
    expect(server.received.map(({ length }) => length / size)).toEqual([1, 2, 2, 1]);
  });

  it("tells everybody in a request why it failed", async () => {
    const server = new HeldServer();
    const lane = new WriteLane(server.post);
    const sent = ["a\n", "b\n", "c\n"].map((text) => outcome(lane.send(lines(text))));
    await server.answer();
    await server.answer(new Error("away"));
    expect(await Promise.all(sent)).toEqual(["written", "away", "away"]);
    expect(server.received).toHaveLength(2);
  });

  it("sends each alone when they are refused together, so that one does not stand for all", async () => {
    const server = new HeldServer();
    const lane = new WriteLane(server.post);
    const sent = ["a\n", "b\n", "bad\n", "c\n"].map((text) => outcome(lane.send(lines(text))));
    const refused = new InfluxError("INFLUX_REFUSED", "bad line", { status: 400 });
    await server.answer();
    await server.answer(refused);
    await server.answer();
    await server.answer(refused);
    await server.answer();
    expect(server.received).toEqual(["a\n", "b\nbad\nc\n", "b\n", "bad\n", "c\n"]);
    expect(await Promise.all(sent)).toEqual(["written", "written", "bad line", "written"]);
  });

  it("does not send alone what nobody waits for any more", async () => {
    const server = new HeldServer();
    const lane = new WriteLane(server.post);
    const controller = new AbortController();
    const { signal } = controller;
    const sent = [
      outcome(lane.send(lines("a\n"))),
      outcome(lane.send(lines("b\n"))),
      outcome(lane.send(lines("c\n"), { signal })),
      outcome(lane.send(lines("d\n"))),
    ];
    await server.answer();
    await server.answer(new InfluxError("INFLUX_REFUSED", "bad line", { status: 400 }));
    controller.abort("enough");
    await server.answer();
    await server.answer();
    expect(await Promise.all(sent)).toEqual(["written", "written", "enough", "written"]);
    expect(server.received).toEqual(["a\n", "b\nc\nd\n", "b\n", "d\n"]);
  });

  it("does not send what nobody waits for any more", async () => {
    const server = new HeldServer();
    const lane = new WriteLane(server.post);
    const controller = new AbortController();
    const { signal } = controller;
    const sent = [
      outcome(lane.send(lines("a\n"))),
      outcome(lane.send(lines("b\n"), { signal })),
      outcome(lane.send(lines("c\n"))),
    ];
    controller.abort("enough");
    expect(await sent[1]).toBe("enough");
    await server.answer();
    await server.answer();
    expect(await Promise.all(sent)).toEqual(["written", "enough", "written"]);
    expect(server.received).toEqual(["a\n", "c\n"]);
    expect(await outcome(lane.send(lines("d\n"), { signal }))).toBe("enough");
    expect(server.received).toHaveLength(2);
  });

  it("ends a request once all who wait for it have gone, and goes on with the next", async () => {
    const server = new HeldServer();
    const lane = new WriteLane(server.post);
    const [one, two] = [new AbortController(), new AbortController()];
    const first = outcome(lane.send(lines("a\n")));
    const both = [one, two].map(({ signal }) => outcome(lane.send(lines("b\n"), { signal })));
    await server.answer();
    expect(server.received[1]).toBe("b\nb\n");
    one.abort("enough");
    expect(server.signals[1]?.aborted).toBe(false);
    const next = outcome(lane.send(lines("c\n")));
    two.abort("enough");
    expect(server.signals[1]?.aborted).toBe(true);
    await server.answer();
    await server.answer();
    expect(await Promise.all([first, ...both, next])).toEqual([
      "written",
      "enough",
      "enough",
      "written",
    ]);
    expect(server.received).toEqual(["a\n", "b\nb\n", "c\n"]);
  });

  it("has one listener at a signal that all calls share, and none afterwards", async () => {
    const server = new HeldServer();
    const lane = new WriteLane(server.post);
    const { signal } = new AbortController();
    const count = () => getEventListeners(signal, "abort").length;
    const sent = Array.from({ length: 100 }, () => outcome(lane.send(lines("a\n"), { signal })));
    expect(count()).toBe(1);
    await server.answer();
    expect(count()).toBe(1);
    await server.answer();
    expect(new Set(await Promise.all(sent))).toEqual(new Set(["written"]));
    expect(count()).toBe(0);
  });

  it("ends all calls that share a signal when it says so", async () => {
    const server = new HeldServer();
    const lane = new WriteLane(server.post);
    const controller = new AbortController();
    const { signal } = controller;
    const sent = Array.from({ length: 100 }, () => outcome(lane.send(lines("a\n"), { signal })));
    const other = outcome(lane.send(lines("b\n")));
    controller.abort("enough");
    expect(new Set(await Promise.all(sent))).toEqual(new Set(["enough"]));
    expect(server.signals[0]?.aborted).toBe(true);
    await server.answer();
    await server.answer();
    expect(await other).toBe("written");
    expect(server.received).toEqual(["a\n", "b\n"]);
  });
});
