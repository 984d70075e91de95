import { ManualClock } from "@ven/core/testing";
import { authenticatedExchange, type VtnExchange, VtnHttp } from "@ven/vtn-client";
import { describe, expect, it } from "vitest";
import { startTokenVtn, type TokenVtn } from "../support/token-vtn.ts";

const post = { method: "POST", path: "/reports", body: { reportName: "r" } } as const;
const credentials = {
  kind: "clientCredentials",
  clientId: "ven-17",
  clientSecret: "s3cret/+&",
} as const;

function connect(vtn: TokenVtn, clock = new ManualClock()) {
  const http = new VtnHttp({ vtnUrl: vtn.vtnUrl, clock, random: () => 0, maxSockets: 50 });
  return { http, clock, exchange: authenticatedExchange(http, credentials) };
}

async function statusesOf(exchange: VtnExchange, count: number): Promise<readonly number[]> {
  const answers = Array.from({ length: count }, () => exchange.request(post));
  return (await Promise.all(answers)).map(({ status }) => status);
}

describe("a client with OAuth credentials", () => {
  it("makes one token request however many calls wait, at the start and when the token ends", async () => {
    await using vtn = await startTokenVtn();
    const { http, clock, exchange } = connect(vtn);
    await using _ = http;
    expect(new Set(await statusesOf(exchange, 1_000))).toEqual(new Set([200]));
    expect(vtn.posts).toHaveLength(1);
    await clock.advance(3_600_000);
    expect(new Set(await statusesOf(exchange, 1_000))).toEqual(new Set([200]));
    expect(vtn.posts).toHaveLength(2);
    expect(vtn.calls).toHaveLength(2_000);
  });
});
