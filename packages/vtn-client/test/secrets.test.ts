import type { ServerResponse } from "node:http";
import { RecordingLogger } from "@ven/core/testing";
import {
  createVtnClient,
  VenClient,
  type VtnAuth,
  VtnHttp,
  type VtnHttpOptions,
} from "@ven/vtn-client";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startHostileServer } from "./support/hostile-server.ts";
import { logged, printed, spellingsOf } from "./support/leaks.ts";

const BEARER = "canary-bearer/7f3a+9==";
const SECRET = 'canary-secret"<7f>&/+ ü';
const ACCESS = "canary-access/5e2b+1&<x>==";
const VEN_TOKEN = "canary-ven-token/8c1d+2==";
const BASIC = Buffer.from(
  `ven-17:${new URLSearchParams([["", SECRET]]).toString().slice(1)}`,
).toString("base64");

const canaries = [BEARER, SECRET, ACCESS, VEN_TOKEN, BASIC].flatMap(spellingsOf);

const auths: Readonly<Record<string, VtnAuth>> = {
  bearer: { kind: "bearer", token: BEARER },
  form: { kind: "clientCredentials", clientId: "ven-17", clientSecret: SECRET },
  basic: {
    kind: "clientCredentials",
    clientId: "ven-17",
    clientSecret: SECRET,
    sendCredentialsIn: "basic",
  },
};

/** All secrets that the VTN knows of a client, for it to give away. */
const secretsOf: Readonly<Record<string, readonly string[]>> = {
  bearer: [BEARER],
  form: [SECRET, ACCESS],
  basic: [SECRET, BASIC, ACCESS],
};

function answer(response: ServerResponse, status: number, text: string, headers = {}): void {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(text);
}

/** @param all - the secrets that it knows, for it to give away */
type Behaviour = (response: ServerResponse, all: string) => void;

/** As JSON may spell a text. */
function escapeAll(text: string): string {
  return [...text].map((char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`).join("");
}

/** What a VTN may do that makes a call fail. */
const behaviours: Readonly<Record<string, Behaviour>> = {
  "refuses with a problem": (response, all) =>
    answer(response, 400, JSON.stringify({ title: all, detail: all, instance: all, [all]: all })),
  "refuses with an escaped problem": (response, all) =>
    answer(response, 409, `{"status":409,"detail":"${escapeAll(all)}"}`),
  "refuses with a page": (response, all) =>
    answer(
      response,
      502,
      `<p>${all.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")}</p>`,
    ),
  "refuses with an address": (response, all) =>
    answer(response, 404, `/x?q=${encodeURIComponent(all)}`),
  "refuses with a form": (response, all) =>
    answer(response, 404, new URLSearchParams({ client_secret: all, all }).toString()),
  "refuses the token in words": (response, all) => answer(response, 401, `bad token ${all}`),
  "refuses what is asked": (response, all) =>
    answer(response, 403, JSON.stringify({ detail: all })),
  "repeats secrets in headers": (response, all) =>
    answer(response, 429, "{}", {
      "retry-after": encodeURI(all),
      "www-authenticate": `Bearer error="${encodeURI(all)}"`,
    }),
  "sends elsewhere": (response, all) =>
    answer(response, 302, "", { location: `http://127.0.0.1:1/?q=${encodeURIComponent(all)}` }),
  "packs its answer in a secret way": (response, all) =>
    answer(response, 200, "{}", { "content-encoding": encodeURI(all) }),
  "answers with something else": (response, all) =>
    answer(response, 200, JSON.stringify({ id: all, [all]: all, ven_name: all })),
  "answers with a list of secrets": (response, all) =>
    answer(response, 200, JSON.stringify([all, { id: all }, { [all]: { [all]: all } }])),
  "answers with no JSON": (response, all) => answer(response, 200, all),
  "cuts the connection": (response) => response.socket?.destroy(),
  "cuts the answer": (response, all) => {
    response.writeHead(200, { "content-length": 1_000 }).write(all);
    setImmediate(() => response.socket?.destroy());
  },
  "breaks HTTP": (response, all) =>
    response.socket?.end(`HTTP/1.1 200 ${all}\u0000\r\n${all}\r\n\r\n`),
  "says nothing": () => undefined,
};

/** Makes every kind of call, and gives what each threw or returned. */
async function callEverything(
  vtnUrl: string,
  options: Partial<VtnHttpOptions> & { readonly auth: VtnAuth; readonly logger: RecordingLogger },
): Promise<readonly unknown[]> {
  const limits = { totalTimeoutMs: 80, maxAttempts: 2, random: () => 0, ...options };
  const outcomes: unknown[] = [];
  const attempt = async (call: () => Promise<unknown>) => {
    const outcome = await call().then(
      () => "answered",
      (error: unknown) => error,
    );
    outcomes.push(outcome);
  };
  const vtn = createVtnClient({ vtnUrl, protocol: "3.1.0", ...limits });
  await attempt(() => vtn.programs.get("program-1"));
  await attempt(() => vtn.programs.search()[Symbol.asyncIterator]().next());
  await attempt(() => vtn.programs.create({ programName: "p" }));
  await attempt(() => vtn.programs.delete("program-1"));
  const lenient = createVtnClient({
    vtnUrl,
    protocol: "3.0.1",
    onInvalidAnswer: "warn",
    ...limits,
  });
  await attempt(() => lenient.vens.search()[Symbol.asyncIterator]().next());
  const ven = new VenClient({ vtnUrl, venName: "Herning", vtnVenId: "ven-1", ...limits });
  await attempt(() => ven.registerVen());
  await attempt(async () => {
    const outcome = await ven.reportMeterDataOutcome({
      resourceId: "5249eada-69af-432d-99a5-98f9c89f9aa6",
      resourceName: "Murphy's Pub",
      timestampMs: Date.UTC(2025, 0, 16, 14),
      powerW: 1_234,
      loadId: "load_0",
    });
    // What is accepted is the VTN's own data; it must not be logged all the same.
    if (outcome.kind !== "accepted") outcomes.push(outcome);
  });
  const controller = new AbortController();
  const aborted = vtn.programs.get("program-1", { signal: controller.signal });
  controller.abort();
  await attempt(() => aborted);
  await Promise.all([vtn.close(), lenient.close(), ven.close()]);
  await attempt(() => vtn.programs.get("program-1"));
  return outcomes;
}

function expectNoLeak(outcomes: readonly unknown[], logger: RecordingLogger): void {
  const everything = [...outcomes.map((outcome) => printed(outcome)), logged(logger)].join("\n");
  const leaks = canaries.filter((canary) => everything.includes(canary));
  if (leaks.length > 0) {
    const at = everything.indexOf(leaks[0] ?? "");
    throw new Error(`leaked ${leaks[0]}: ...${everything.slice(Math.max(0, at - 300), at + 60)}`);
  }
  expect(everything).not.toMatch(/AxiosError|isAxiosError/);
}

describe.each(["plain", "fast"] as const)("no secret gets out, %s transport", (transport) => {
  const written: string[] = [];
  const { stdout, stderr } = process;
  const before = [stdout.write, stderr.write] as const;

  beforeEach(() => {
    written.length = 0;
    const record = (part: unknown) => written.push(String(part)) > 0;
    stdout.write = record;
    stderr.write = record;
  });

  afterEach(() => {
    [stdout.write, stderr.write] = before;
    const leaked = canaries.filter((canary) => written.join("").includes(canary));
    expect(leaked).toEqual([]);
  });

  describe.each(Object.keys(auths))("credentials as %s", (kind) => {
    const auth = auths[kind] as VtnAuth;
    const all = (secretsOf[kind] ?? []).join(" ");

    it.each(Object.keys(behaviours))("when the VTN %s", async (name) => {
      const behave = behaviours[name] as Behaviour;
      await using server = await startHostileServer((request, response) => {
        response.on("error", () => undefined);
        if (request.url?.endsWith("/auth/server")) return answer(response, 404, "{}");
        if (!request.url?.endsWith("/auth/token")) return behave(response, all);
        return answer(response, 200, JSON.stringify({ access_token: ACCESS, expires_in: 3_600 }));
      });
      const logger = new RecordingLogger();
      const outcomes = await callEverything(server.vtnUrl, { transport, auth, logger });
      // Each behaviour must make something fail, or this would test nothing.
      expect(outcomes.some((outcome) => outcome instanceof Error)).toBe(true);
      expectNoLeak(outcomes, logger);
    });
  });

  describe.each(["form", "basic"])("credentials as %s", (kind) => {
    const auth = auths[kind] as VtnAuth;
    // It has given no token yet.
    const all = (secretsOf[kind] ?? []).filter((secret) => secret !== ACCESS).join(" ");
    const tokenAnswers: Readonly<Record<string, Behaviour>> = {
      ...behaviours,
      "refuses the client": (response) =>
        answer(response, 400, JSON.stringify({ error: all, error_description: all })),
      "gives a token that no header can carry": (response) =>
        answer(response, 200, JSON.stringify({ access_token: `${ACCESS}\r\nx: ${all}` })),
      "gives a token of a secret type": (response) =>
        answer(response, 200, JSON.stringify({ access_token: ACCESS, token_type: all })),
    };

    it.each(Object.keys(tokenAnswers))("when the token server %s", async (name) => {
      await using server = await startHostileServer((request, response) => {
        response.on("error", () => undefined);
        if (request.url?.endsWith("/auth/server")) return answer(response, 404, "{}");
        return tokenAnswers[name]?.(response, all);
      });
      const logger = new RecordingLogger();
      expectNoLeak(await callEverything(server.vtnUrl, { transport, auth, logger }), logger);
    });

    it.each([
      [
        "an address with secrets in it",
        {
          tokenURL: `https://auth.example.com/${encodeURIComponent(all)}?q=${encodeURIComponent(all)}#${encodeURIComponent(all)}`,
        },
      ],
      [
        "a host that is a secret",
        { tokenURL: `https://canary-bearer.example.com/?q=${encodeURIComponent(all)}` },
      ],
      [
        "an address of its own with secrets in it",
        { tokenURL: `/auth/${encodeURIComponent(all)}?q=${encodeURIComponent(all)}` },
      ],
      ["no address but secrets", { tokenURL: all, [all]: all }],
    ])("when the VTN names as token server %s", async (_, info) => {
      await using server = await startHostileServer((request, response) => {
        if (request.url?.endsWith("/auth/server"))
          return answer(response, 200, JSON.stringify(info));
        return answer(response, 400, JSON.stringify({ error: "invalid_client", all }));
      });
      const logger = new RecordingLogger();
      expectNoLeak(await callEverything(server.vtnUrl, { transport, auth, logger }), logger);
    });

    it("when the VTN is down until the circuit opens", async () => {
      const logger = new RecordingLogger();
      const http = new VtnHttp({ transport, vtnUrl: "http://127.0.0.1:1", logger, maxAttempts: 1 });
      const vtn = createVtnClient({ http, protocol: "3.1.0", auth, logger });
      const ven = new VenClient({ http, venName: "Herning", auth, logger });
      const outcomes: unknown[] = [http, vtn, ven];
      for (let each = 0; each < 12; each += 1) {
        outcomes.push(await vtn.programs.get("p").catch((error: unknown) => error));
      }
      await http.close();
      expectNoLeak(outcomes, logger);
      expect(String(outcomes.at(-1))).toContain("was down for the last requests");
    });
  });

  it("when the VTN hands a VEN a token of its own and then repeats it", async () => {
    await using server = await startHostileServer((request, response) => {
      if (request.url?.endsWith("/vens")) {
        const ven = { id: "ven-1", ven_name: "Herning", auth_token: VEN_TOKEN };
        return answer(response, 201, JSON.stringify(ven));
      }
      return answer(response, 400, JSON.stringify({ detail: `${BEARER} ${VEN_TOKEN}` }));
    });
    const logger = new RecordingLogger();
    const { auth } = { auth: auths["bearer"] as VtnAuth };
    const ven = new VenClient({
      transport,
      vtnUrl: server.vtnUrl,
      venName: "Herning",
      auth,
      logger,
    });
    await ven.registerVen();
    const outcome = await ven
      .registerResource({ resourceId: "r", resourceName: "Pub", resourceType: "pub" })
      .catch((error: unknown) => error);
    await ven.close();
    expect(outcome).toBeInstanceOf(Error);
    const text = printed(outcome) + logged(logger);
    for (const spelling of [...spellingsOf(VEN_TOKEN), ...spellingsOf(BEARER)]) {
      expect(text).not.toContain(spelling);
    }
  });
});
