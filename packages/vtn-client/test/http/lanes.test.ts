import { ManualClock } from "@ven/core/testing";
import { authenticatedExchange, VtnHttp } from "@ven/vtn-client";
import { describe, expect, it } from "vitest";
import { failureOf } from "../support/failure-of.ts";
import { startHostileServer } from "../support/hostile-server.ts";
import { reaches } from "../support/reaches.ts";
import { startTokenVtn } from "../support/token-vtn.ts";

const get = { method: "GET", path: "/programs" } as const;

describe.each(["plain", "fast"] as const)("limits of a VTN, %s transport", (transport) => {
  it("space requests evenly when a rate is set", async () => {
    await using server = await startHostileServer((_, response) => response.end("{}"));
    const clock = new ManualClock();
    await using http = new VtnHttp({
      transport,
      vtnUrl: server.vtnUrl,
      clock,
      maxRequestsPerSecond: 2,
    });
    const answers = [1, 2, 3].map(() => http.request(get));
    await answers[0];
    await clock.advance(499);
    expect(server.requests).toHaveLength(1);
    await clock.advance(1);
    await answers[1];
    await clock.advance(500);
    await answers[2];
    expect(server.requests).toHaveLength(3);
  });

  it("let a caller give up while waiting for a turn, having sent nothing", async () => {
    await using server = await startHostileServer(() => undefined);
    await using http = new VtnHttp({ transport, vtnUrl: server.vtnUrl, maxSockets: 1 });
    const first = failureOf(http.request(get));
    await reaches(() => server.requests.length, 1);
    const controller = new AbortController();
    const second = failureOf(http.request(get, { signal: controller.signal }));
    controller.abort();
    expect(await second).toMatchObject({ reason: "ABORTED", isAmbiguous: false });
    await http.close();
    await first;
    expect(server.requests).toHaveLength(1);
  });

  it("do not hold for token requests, which wait for no others", async () => {
    await using vtn = await startTokenVtn();
    const held: (() => void)[] = [];
    vtn.onCall = (response) => held.push(() => response.end("{}"));
    await using http = new VtnHttp({ transport, vtnUrl: vtn.vtnUrl, maxSockets: 2 });
    const blocking = Array.from({ length: 20 }, () => http.request(get));
    await reaches(() => held.length, 2);
    const exchange = authenticatedExchange(http, {
      kind: "clientCredentials",
      clientId: "ven-17",
      clientSecret: "s3cret",
    });
    const call = exchange.request(get);
    await reaches(() => vtn.posts.length, 1);
    expect(held).toHaveLength(2);
    const finish = setInterval(() => held.shift()?.(), 1);
    await Promise.all([...blocking, call]);
    clearInterval(finish);
  });

  it.each([0, -1, 100_001, Number.NaN])("refuse a rate of %d", (maxRequestsPerSecond) => {
    expect(
      () => new VtnHttp({ transport, vtnUrl: "http://127.0.0.1", maxRequestsPerSecond }),
    ).toThrow("maxRequestsPerSecond");
  });
});
