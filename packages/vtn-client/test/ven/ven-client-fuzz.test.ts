import { isVenError } from "@ven/core";
import { VenClient } from "@ven/vtn-client";
import fc from "fast-check";
import { expect, it } from "vitest";
import { startHostileServer } from "../support/hostile-server.ts";

const reading = {
  resourceId: "pub-1",
  resourceName: "Murphy's Pub",
  timestampMs: Date.UTC(2025, 0, 16, 14),
  powerW: 1234,
};

const valid = JSON.stringify({ id: "ven-1", ven_name: "Herning", auth_token: "own" });

/** Bodies that a VTN, a proxy or a bad day may answer with. */
const body = fc.oneof(
  fc.json({ maxDepth: 4 }),
  fc.string({ unit: "binary" }),
  fc.nat(valid.length).map((length) => valid.slice(0, length)),
  fc.constant(`\ufeff${valid}`),
  fc.constant('{"__proto__":{"id":"ven-9","ven_name":"Herning"}}'),
  fc.constant(`[${valid}]`),
  fc.constant(`{"id":1e999,"ven_name":"Herning"}`),
  fc.constant("[".repeat(20_000)),
  fc.constant(`{"detail":${"[".repeat(20_000)}${"]".repeat(20_000)}}`),
);

function isJsonOrBlank(text: string): boolean {
  try {
    JSON.parse(text.replace(/^\ufeff/, ""));
    return true;
  } catch {
    return text.trim() === "";
  }
}

it("neither throws anything unknown nor takes for an acceptance what is none, whatever the VTN answers", async () => {
  let answer = { status: 200, body: "" };
  await using server = await startHostileServer((_, response) =>
    response.writeHead(answer.status, { "content-type": "application/json" }).end(answer.body),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(200, 201, 202, 204, 300, 301, 304, 400, 401, 404, 409, 429, 500, 502, 503),
      body,
      async (status, text) => {
        answer = { status, body: text };
        await using client = new VenClient({ vtnUrl: server.vtnUrl, venName: "Herning" });
        const isAccepted = status >= 200 && status < 300;
        const registered = await client.registerVen().catch((error: unknown) => error);
        if (isVenError(registered)) expect(client.vtnVenId).toBeUndefined();
        else
          expect(registered).toEqual({
            vtnVenId: client.vtnVenId,
            venName: "Herning",
            created: isAccepted,
          });
        // Node sends no body with 204.
        const hasBody = status !== 204;
        if (isAccepted && hasBody && text === valid) expect(client.vtnVenId).toBe("ven-1");

        const known = new VenClient({ vtnUrl: server.vtnUrl, venName: "Herning", vtnVenId: "v" });
        await using _ = known;
        const outcome = await known.reportMeterDataOutcome(reading);
        if (!isAccepted) expect(outcome).toMatchObject({ kind: "refused", status });
        else if (!hasBody || isJsonOrBlank(text))
          expect(outcome).toMatchObject({ kind: "accepted", status });
        else
          expect(outcome).toMatchObject({
            kind: "unanswered",
            reason: "VTN_ANSWER_INVALID",
            isAmbiguous: true,
          });
      },
    ),
    { numRuns: 150 },
  );
});
